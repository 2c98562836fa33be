/** The sink that prints events. */
@NullMarked
package dev.eventlogger.sink.console;

import org.jspecify.annotations.NullMarked;
