package dev.eventlogger.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a topic does not accept, and what becomes of the events around it. */
@Timeout(120)
final class RefusalsIT {

  @Test
  @Tag("client-3")
  void rejectsTheOneRecordThatIsLargerThanItsTopicTakes() throws Exception {
    String topic = SharedBroker.topic(Map.of("max.message.bytes", "20000"));
    List<Event> events = new ArrayList<>(OpenSink.clicks(39));
    Event large = OpenSink.click(Map.of("text", "x".repeat(30_000)));
    events.add(20, large);
    try (OpenSink sink = OpenSink.with(SharedBroker.settings(topic))) {
      DeliveryResult result = sink.log(events);

      assertThat(result.rejected()).extracting(Rejected::event).containsExactly(large);
      assertThat(result.rejected().get(0).reason())
          .isEqualTo(
              "too large for the topic (max.message.bytes), or for the producer"
                  + " (max.request.size, buffer.memory)");
      assertThat(result.retry()).isEmpty();
    }
    assertThat(SharedBroker.values(topic)).hasSize(39);
  }

  @Test
  void rejectsWhatIsLargerThanARequestWithoutSendingIt() throws Exception {
    String topic = SharedBroker.topic(Map.of());
    Map<String, Object> settings = SharedBroker.settings(topic);
    settings.put("properties", Map.of("max.request.size", 5_000));
    Event large = OpenSink.click(Map.of("text", "x".repeat(10_000)));
    try (OpenSink sink = OpenSink.with(settings)) {
      DeliveryResult result = sink.log(OpenSink.click(Map.of()), large, OpenSink.click(Map.of()));

      assertThat(result.rejected()).extracting(Rejected::event).containsExactly(large);
      assertThat(result.retry()).isEmpty();
    }
    assertThat(SharedBroker.values(topic)).hasSize(2);
  }

  @Test
  void keepsEventsWhoseTopicIsMissingAndDeliversThoseBesideThem() throws Exception {
    String there = SharedBroker.topic(Map.of());
    String stem = there.substring(0, there.length() - 1);
    String missing = stem + (there.endsWith("0") ? "1" : "0");
    Map<String, Object> settings = SharedBroker.settings(stem + "{name}");
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      events.add(Event.of(EventDraft.named(there.substring(stem.length()))));
      events.add(Event.of(EventDraft.named(missing.substring(stem.length()))));
    }
    settings.put("delivery_timeout", "6s");
    try (OpenSink sink = OpenSink.with(settings)) {
      Instant begun = Instant.now();
      DeliveryResult result = sink.log(events);

      assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(20));
      assertThat(result.rejected()).isEmpty();
      assertThat(result.retry()).hasSize(20).allMatch(event -> missing.endsWith(event.name()));
      assertThat(result.cause())
          .hasMessageEndingWith(
              "topic " + missing + ": there is no such topic, and nobody makes it");
      assertThat(SharedBroker.values(there)).hasSize(20);

      SharedBroker.get().topics().create(missing, 1);
      assertThat(sink.log(result.retry())).isEqualTo(DeliveryResult.DELIVERED);
    }
    assertThat(SharedBroker.values(missing)).hasSize(20);
  }

  @Test
  @Tag("client-3")
  void isUnavailableWhereTheOnlyTopicIsMissing() throws Exception {
    Map<String, Object> settings = SharedBroker.settings("missing-" + UUID.randomUUID());
    settings.put("delivery_timeout", "3s");
    try (OpenSink sink = OpenSink.with(settings)) {
      Instant begun = Instant.now();
      SinkException failure =
          catchThrowableOfType(SinkException.class, () -> sink.log(OpenSink.clicks(40)));

      assertThat(failure.kind()).isEqualTo(SinkException.Kind.UNAVAILABLE);
      assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void rejectsAnEventWhoseTopicHasNoLegalName() throws Exception {
    String topic = SharedBroker.topic(Map.of());
    String stem = topic.substring(0, topic.length() - 1);
    Event legal = Event.of(EventDraft.named(topic.substring(stem.length())));
    Event illegal = Event.of(EventDraft.named("a/b"));
    try (OpenSink sink = OpenSink.with(SharedBroker.settings(stem + "{name}"))) {
      DeliveryResult result = sink.log(illegal, legal);

      assertThat(result.rejected()).extracting(Rejected::event).containsExactly(illegal);
      assertThat(result.rejected().get(0).reason())
          .startsWith("its topic has no legal name")
          .doesNotContain("a/b");
      assertThat(sink.log(illegal).rejected()).hasSize(1);
    }
    assertThat(SharedBroker.values(topic)).hasSize(1);
  }

  @Test
  @Tag("client-3")
  void rejectsTheEventWithoutAKeyThatACompactedTopicDoesNotTake() throws Exception {
    String topic = SharedBroker.topic(Map.of("cleanup.policy", "compact"));
    Event anonymous = Event.of(EventDraft.of(EventType.VIEW));
    Event before = OpenSink.click(Map.of());
    Event after = OpenSink.click(Map.of());
    try (OpenSink sink = OpenSink.with(SharedBroker.settings(topic))) {
      DeliveryResult result = sink.log(before, anonymous, after);

      assertThat(result.rejected()).extracting(Rejected::event).containsExactly(anonymous);
      assertThat(result.retry()).isSubsetOf(before, after);
      if (!result.retry().isEmpty()) {
        assertThat(sink.log(result.retry())).isEqualTo(DeliveryResult.DELIVERED);
      }
    }
    assertThat(SharedBroker.values(topic)).hasSize(2);
  }

  @Test
  void waitsForAPersonWhereACompactedTopicIsToTakeEventsThatNeverHaveAKey() throws Exception {
    Map<String, Object> settings =
        SharedBroker.settings(SharedBroker.topic(Map.of("cleanup.policy", "compact")));
    settings.put("key_by", "none");
    try (OpenSink sink = OpenSink.with(settings)) {
      SinkException failure =
          catchThrowableOfType(SinkException.class, () -> sink.log(OpenSink.clicks(1)));

      assertThat(failure.kind()).isEqualTo(SinkException.Kind.MISCONFIGURED);
      assertThat(failure)
          .hasMessageContaining("it is compacted, and takes no record without a key");
    }
  }

  @Test
  void leavesOutATimeBefore1970AndRejectsOneThatTheTopicDoesNotTake() throws Exception {
    String topic = SharedBroker.topic(Map.of("message.timestamp.after.max.ms", "3600000"));
    Map<String, Object> settings = SharedBroker.settings(topic);
    settings.put("timestamp", "created_at");
    Event old = at(Instant.parse("1969-07-20T20:17:40Z"));
    Event usual = at(Instant.parse("2020-02-02T02:02:02Z"));
    Event future = at(Instant.now().plus(Duration.ofDays(40)));
    try (OpenSink sink = OpenSink.with(settings)) {
      DeliveryResult result = sink.log(old, usual, future);

      assertThat(result.rejected()).extracting(Rejected::event).containsExactly(future);
      assertThat(result.rejected().get(0).reason()).startsWith("its time is further");
      assertThat(sink.log(result.retry().isEmpty() ? List.of(usual) : result.retry()))
          .isEqualTo(DeliveryResult.DELIVERED);
    }
    assertThat(SharedBroker.get().topics().read(topic))
        .extracting(read -> Instant.ofEpochMilli(read.timestamp()))
        .contains(usual.createdAt())
        .doesNotContain(old.createdAt());
    try (OpenSink sink = OpenSink.with(SharedBroker.settings(topic))) {
      assertThat(sink.log(old, usual, future)).isEqualTo(DeliveryResult.DELIVERED);
    }
  }

  private static Event at(Instant time) {
    return Event.of(EventDraft.of(EventType.CLICK).createdAt(time));
  }
}
