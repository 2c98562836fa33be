/** The sink that writes files of JSON lines. */
@NullMarked
package dev.eventlogger.sink.file;

import org.jspecify.annotations.NullMarked;
