/**
 * Events in the formats of others: reads all the forms that clients send, and writes events in
 * theirs. For sinks, the command and whatever takes events from outside.
 */
@NullMarked
package dev.eventlogger.formats;

import org.jspecify.annotations.NullMarked;
