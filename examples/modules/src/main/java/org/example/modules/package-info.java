/** A modular application. */
package org.example.modules;
