/** What it costs to seal what a log delivers. */
@NullMarked
package dev.eventlogger.benchmarks.seal;

import org.jspecify.annotations.NullMarked;
