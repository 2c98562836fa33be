/** For tests: what every sink must do, a sink that keeps events in memory, and faults to inject. */
@NullMarked
package dev.eventlogger.testkit;

import org.jspecify.annotations.NullMarked;
