/** A real Kafka broker, for the tests of other modules. */
@NullMarked
package dev.eventlogger.testing.kafka;

import org.jspecify.annotations.NullMarked;
