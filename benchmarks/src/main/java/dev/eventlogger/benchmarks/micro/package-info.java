/** The parts of an event's way, each measured by JMH. */
@NullMarked
package dev.eventlogger.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
