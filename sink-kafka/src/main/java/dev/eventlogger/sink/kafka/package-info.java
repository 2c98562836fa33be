/** The sink that writes to topics of Kafka. */
@NullMarked
package dev.eventlogger.sink.kafka;

import org.jspecify.annotations.NullMarked;
