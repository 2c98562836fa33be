/**
 * For tests: the contracts of sinks and stores, a sink that keeps events in memory, and faults to
 * inject.
 */
@NullMarked
package dev.eventlogger.testkit;

import org.jspecify.annotations.NullMarked;
