/** What an event logger shows of itself, and what Spring Boot shows of its audit. */
@NullMarked
package dev.eventlogger.spring.actuate;

import org.jspecify.annotations.NullMarked;
