/** The facade: open an {@link dev.eventlogger.EventLogger} and log. */
@NullMarked
package dev.eventlogger;

import org.jspecify.annotations.NullMarked;
