/** Takes events from topics of Kafka to logs: {@code event-logger consume}, as a class. */
@NullMarked
package dev.eventlogger.consume;

import org.jspecify.annotations.NullMarked;
