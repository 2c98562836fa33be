/** For tests: contracts of sinks and stores, an in-memory sink and store, and faults to inject. */
@NullMarked
package dev.eventlogger.testkit;

import org.jspecify.annotations.NullMarked;
