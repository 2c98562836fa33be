/** The sink of an application that wants no events. */
@NullMarked
package dev.eventlogger.sink.none;

import org.jspecify.annotations.NullMarked;
