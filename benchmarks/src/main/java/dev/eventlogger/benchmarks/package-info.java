/** What everything costs, beside what a user would pick instead, measured in the same run. */
@NullMarked
package dev.eventlogger.benchmarks;

import org.jspecify.annotations.NullMarked;
