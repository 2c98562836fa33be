/** The way of events from the caller's thread to a file, in this library and in its peers. */
@NullMarked
package dev.eventlogger.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
