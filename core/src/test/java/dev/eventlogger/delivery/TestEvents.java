package dev.eventlogger.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.spi.SinkConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Events and settings for the tests of this package. */
final class TestEvents {

  private TestEvents() {}

  static byte[] json(String name) {
    return json(EventDraft.named(name));
  }

  static byte[] jsonOfSize(String name, int size) {
    String filler = "x".repeat(size - json(name).length - "\"f\":\"\"".length());
    return json(EventDraft.named(name).data(Map.of("f", filler)));
  }

  private static byte[] json(EventDraft draft) {
    return Event.of(draft).toJson().getBytes(UTF_8);
  }

  static DropReason offer(EventQueue queue, String name) {
    byte[] json = json(name);
    return queue.offer(json, json.length);
  }

  static List<String> names(List<Event> batch) {
    return batch.stream().map(Event::name).toList();
  }

  static DeliverySettings settings(int queueEvents, int batchSize, Duration linger, OnFull onFull) {
    return inMemory(
        queueEvents,
        null,
        batchSize,
        null,
        linger,
        onFull,
        Duration.ofSeconds(60),
        new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(5)));
  }

  /** Settings of a log without a journal; null takes the default. */
  static DeliverySettings inMemory(
      Integer queueEvents,
      Long queueBytes,
      Integer batchSize,
      Integer batchBytes,
      Duration linger,
      OnFull onFull,
      Duration closeTimeout,
      RetryPolicy retry) {
    return new DeliverySettings(
        queueEvents,
        queueBytes,
        batchSize,
        batchBytes,
        linger,
        onFull,
        closeTimeout,
        retry,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        FileMode.PRIVATE);
  }

  static SinkConfig config(String logName) {
    return new SinkConfig() {
      @Override
      public <R extends Record> R as(Class<R> type) {
        throw new AssertionError("these sinks have no settings");
      }

      @Override
      public String logName() {
        return logName;
      }
    };
  }
}
