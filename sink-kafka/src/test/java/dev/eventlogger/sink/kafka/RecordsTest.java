package dev.eventlogger.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.sink.kafka.KafkaSettings.RecordTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which topic, key, time, headers and value the record of an event has. */
final class RecordsTest {

  private static final Map<String, Object> DATA =
      Map.of(
          "order", Map.of("id", 1001, "open", true, "total", new BigDecimal("9.5")),
          "list", List.of(1),
          "text", "Tür");

  private final Event event =
      Event.of(
          EventDraft.of(EventType.CLICK)
              .name("order-approved")
              .level(Level.AUDIT)
              .uid("ada")
              .subject("order:1001")
              .data(DATA));

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          events, events
          events-{event_type}, events-click
          '{log}.{level}', clicks.audit
          '{name}_{event_type}', order-approved_click
          """)
  void namesTheTopicByATemplate(String template, String topic) {
    assertThat(TopicTemplate.parse(template, "clicks").topic(event)).contains(topic);
  }

  @Test
  void callsEventsOfNoTypeOthers() {
    Event untyped = Event.of(EventDraft.named("started"));

    assertThat(TopicTemplate.parse("events-{event_type}", "clicks").topic(untyped))
        .contains("events-other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "Über", "a b", ".", ".."})
  void namesNoTopicThatKafkaWouldNotTake(String name) {
    Event odd = Event.of(EventDraft.named(name));

    assertThat(TopicTemplate.parse("{name}", "clicks").topic(odd)).isEmpty();
  }

  @Test
  void namesNoTopicThatIsTooLong() {
    Event longest = Event.of(EventDraft.named("x".repeat(200)));
    TopicTemplate template = TopicTemplate.parse("x".repeat(50) + "{name}", "clicks");

    assertThat(template.topic(longest)).isEmpty();
    assertThat(template.topic(Event.of(EventDraft.named("x".repeat(199))))).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      textBlock =
          """
          uid, ada
          subject, order:1001
          none, null
          data.text, Tür
          data.order.id, 1001
          data.order.open, true
          data.order.total, 9.5
          data.order, null
          data.list, null
          data.text.more, null
          data.missing, null
          """)
  void takesTheKeyFromTheEvent(String keyBy, String key) {
    byte[] made = RecordKey.parse(keyBy).of(event);

    assertThat(made == null ? null : new String(made, UTF_8)).isEqualTo(key);
  }

  @Test
  void takesTheIdAsKeyAndNoKeyWhereNobodyIsNamed() {
    assertThat(RecordKey.parse("id").of(event)).isEqualTo(event.id().toString().getBytes(UTF_8));
    assertThat(RecordKey.parse("uid").of(Event.of(EventDraft.of(EventType.VIEW)))).isNull();
  }

  @Test
  void leavesTheTimeToTheProducerUnlessTold() {
    assertThat(records(RecordTime.SENT).record(event, "a").timestamp()).isNull();
    assertThat(records(RecordTime.CREATED_AT).record(event, "a").timestamp())
        .isEqualTo(event.createdAt().toEpochMilli());
    Event old =
        Event.of(EventDraft.of(EventType.CLICK).createdAt(Instant.parse("1969-12-31T23:59:59Z")));
    assertThat(records(RecordTime.CREATED_AT).record(old, "a").timestamp()).isNull();
  }

  @Test
  void writesTheCanonicalJsonByteForByte() {
    assertThat(RecordFormat.CANONICAL.value(event)).isEqualTo(event.toJson().getBytes(UTF_8));
    assertThat(RecordFormat.CANONICAL.headers(event))
        .extracting(Header::key)
        .containsExactly(
            "ce_specversion",
            "ce_id",
            "ce_source",
            "ce_type",
            "ce_time",
            "ce_subject",
            "ce_dataschema",
            "content-type");
    assertThat(RecordFormat.CLOUDEVENTS.headers(event))
        .extracting(header -> header.key() + " " + new String(header.value(), UTF_8))
        .containsExactly("content-type application/cloudevents+json; charset=UTF-8");
  }

  private static Records records(RecordTime time) {
    return new Records(
        TopicTemplate.parse("a", "clicks"), RecordKey.parse("uid"), RecordFormat.CANONICAL, time);
  }
}
