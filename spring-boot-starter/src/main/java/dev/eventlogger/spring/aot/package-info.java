/** Hints for Spring's ahead-of-time processing. */
@NullMarked
package dev.eventlogger.spring.aot;

import org.jspecify.annotations.NullMarked;
