/** Events from the caller's thread to a file, by this library and by its peers. */
@NullMarked
package dev.eventlogger.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
