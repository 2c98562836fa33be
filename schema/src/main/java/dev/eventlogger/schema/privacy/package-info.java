/**
 * Which schemas are recorded at all, and what of an event is left out, hidden or changed before
 * anything keeps it; and who else is told of events.
 */
@NullMarked
package dev.eventlogger.schema.privacy;

import org.jspecify.annotations.NullMarked;
