/**
 * Which schemas' events are recorded at all, what of an event is left out, hidden or changed before
 * anything stores it, and which code of the application is told of events.
 */
@NullMarked
package dev.eventlogger.schema.privacy;

import org.jspecify.annotations.NullMarked;
