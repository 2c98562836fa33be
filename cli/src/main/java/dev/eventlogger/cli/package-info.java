/** The {@code event-logger} command. */
@NullMarked
package dev.eventlogger.cli;

import org.jspecify.annotations.NullMarked;
