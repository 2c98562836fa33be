/** The sink for applications that want no events. */
@NullMarked
package dev.eventlogger.sink.none;

import org.jspecify.annotations.NullMarked;
