/**
 * What everything costs, compared with what a user would choose instead, measured in the same run.
 */
@NullMarked
package dev.eventlogger.benchmarks;

import org.jspecify.annotations.NullMarked;
