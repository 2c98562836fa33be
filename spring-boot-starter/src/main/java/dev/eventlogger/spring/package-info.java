/** An event logger for Spring Boot applications. */
@NullMarked
package dev.eventlogger.spring;

import org.jspecify.annotations.NullMarked;
