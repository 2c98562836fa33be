/** What the configured keys add to the context of every event. */
@NullMarked
package dev.eventlogger.intake.context;

import org.jspecify.annotations.NullMarked;
