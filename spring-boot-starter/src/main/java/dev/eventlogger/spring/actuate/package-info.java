/** What an event logger shows about itself, and Spring Boot's audit events. */
@NullMarked
package dev.eventlogger.spring.actuate;

import org.jspecify.annotations.NullMarked;
