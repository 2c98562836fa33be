/**
 * What others call an event: reading it in any of the forms that clients send, and writing ours in
 * theirs. For sinks, the command and whatever takes events from outside.
 */
@NullMarked
package dev.eventlogger.formats;

import org.jspecify.annotations.NullMarked;
