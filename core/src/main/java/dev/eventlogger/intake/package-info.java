/** What happens to an event on the caller's thread, before it reaches a queue. */
@NullMarked
package dev.eventlogger.intake;

import org.jspecify.annotations.NullMarked;
