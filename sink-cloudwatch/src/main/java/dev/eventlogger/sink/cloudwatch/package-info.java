/** The sink that sends events to Amazon CloudWatch Logs, and the store that finds them there. */
@NullMarked
package dev.eventlogger.sink.cloudwatch;

import org.jspecify.annotations.NullMarked;
