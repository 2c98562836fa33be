/** What it costs to seal the events that a log delivers. */
@NullMarked
package dev.eventlogger.benchmarks.seal;

import org.jspecify.annotations.NullMarked;
