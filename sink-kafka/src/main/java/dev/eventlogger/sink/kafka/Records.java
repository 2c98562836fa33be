package dev.eventlogger.sink.kafka;

import dev.eventlogger.event.Event;
import dev.eventlogger.sink.kafka.KafkaSettings.RecordTime;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of events. Immutable.
 *
 * @param topics names the topics
 * @param key makes the key
 * @param format makes the value and the headers
 * @param time chooses the time
 */
record Records(TopicTemplate topics, RecordKey key, RecordFormat format, RecordTime time) {

  /** The topic of an event; empty if Kafka would not take the name. */
  Optional<String> topic(Event event) {
    return topics.topic(event);
  }

  ProducerRecord<byte[], byte[]> record(Event event, String topic) {
    return new ProducerRecord<>(
        topic, null, timestamp(event), key.of(event), format.value(event), format.headers(event));
  }

  /**
   * The time for the record; null for the time of sending, as for times before 1970, which Kafka
   * does not have.
   */
  private @Nullable Long timestamp(Event event) {
    long millis = time == RecordTime.SENT ? -1 : event.createdAt().toEpochMilli();
    return millis < 0 ? null : millis;
  }
}
