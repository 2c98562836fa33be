/** A Spring Boot application with an event logger. */
package org.example.spring;
