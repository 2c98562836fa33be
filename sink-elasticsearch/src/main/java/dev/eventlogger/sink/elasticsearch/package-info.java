/** The elasticsearch sink, and the store that reads its events. */
@NullMarked
package dev.eventlogger.sink.elasticsearch;

import org.jspecify.annotations.NullMarked;
