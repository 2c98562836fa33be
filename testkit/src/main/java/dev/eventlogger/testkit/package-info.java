/** For tests: what every sink must do, and a sink that keeps events in memory. */
@NullMarked
package dev.eventlogger.testkit;

import org.jspecify.annotations.NullMarked;
