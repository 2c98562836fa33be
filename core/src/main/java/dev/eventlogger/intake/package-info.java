/**
 * What happens to an event on the caller's thread, before it reaches a queue. Only the facade and
 * the command use it; it knows schemas only through {@link dev.eventlogger.spi.EventCheck}.
 */
@NullMarked
package dev.eventlogger.intake;

import org.jspecify.annotations.NullMarked;
