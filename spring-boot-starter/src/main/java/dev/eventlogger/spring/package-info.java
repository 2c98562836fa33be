/** An event logger in applications of Spring Boot. */
@NullMarked
package dev.eventlogger.spring;

import org.jspecify.annotations.NullMarked;
