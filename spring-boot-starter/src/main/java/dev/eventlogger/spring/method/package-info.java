/** Calls of methods as events. */
@NullMarked
package dev.eventlogger.spring.method;

import org.jspecify.annotations.NullMarked;
