/** The elasticsearch sink, and the store that reads its events back. */
@NullMarked
package dev.eventlogger.sink.elasticsearch;

import org.jspecify.annotations.NullMarked;
