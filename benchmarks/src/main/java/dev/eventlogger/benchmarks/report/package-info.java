/** From measurements to tables and charts. */
@NullMarked
package dev.eventlogger.benchmarks.report;

import org.jspecify.annotations.NullMarked;
