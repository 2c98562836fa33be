/** The sink that writes events to Kafka topics. */
@NullMarked
package dev.eventlogger.sink.kafka;

import org.jspecify.annotations.NullMarked;
