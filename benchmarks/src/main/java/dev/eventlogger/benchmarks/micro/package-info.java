/** The steps that an event goes through, each measured by JMH. */
@NullMarked
package dev.eventlogger.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
