/** What is added to the context of every event, by configured keys. */
@NullMarked
package dev.eventlogger.intake.context;

import org.jspecify.annotations.NullMarked;
