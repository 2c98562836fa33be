/** Requests to servlets as events, without a framework. */
package org.example.servlet;
