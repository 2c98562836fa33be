package dev.eventlogger.sink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import co.elastic.clients.util.BinaryData;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.sink.elasticsearch.HttpFront.Answer;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.spi.SinkException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults of an index, for which every event is refused alike: none becomes a dead letter. */
@Timeout(120)
final class TroubledIndexIT {

  private static final TestServer SERVER = TestServer.shared();

  private final TestIndices indices = new TestIndices(SERVER, "troubled");
  private final Map<String, Object> constant = indices.constant("events");
  private final String index = indices.of("events");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"settings":{"index.default_pipeline":"my-pipeline"}} | pipeline with id [my-pipeline] does not exist; make that pipeline
          {"settings":{"index.final_pipeline":"last-pipeline"}} | pipeline with id [last-pipeline] does not exist; make that pipeline
          {"mappings":{"_routing":{"required":true}}} | routing_missing_exception: routing is required for …; events have no routing
          {"mappings":{"dynamic":"strict"}} | dynamic introduction of [@timestamp] within [_doc] is not allowed; another template
          {"mappings":{"properties":{"event_data":{"type":"long"}}}} | failed to parse field [event_data] of type [long] in document with id …
          {"mappings":{"properties":{"event_data":{"type":"keyword"}}}} | failed to parse field [event_data] of type [keyword] in document with id …
          """)
  void waitsForAPersonAndNamesWhatIsWrong(String settings, String reason) throws Exception {
    List<Event> events = Stream.of(1, 2, 3).map(i -> OpenSink.click(Map.of("secret", i))).toList();
    SERVER.ask("PUT", "/" + index, settings);
    try (OpenSink sink = OpenSink.with(constant)) {
      SinkException failure = catchThrowableOfType(SinkException.class, () -> sink.log(events));

      assertThat(failure).isNotNull();
      assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
      assertThat(failure)
          .hasMessageStartingWith("127.0.0.1:" + SERVER.port() + ", " + index + ": answered 400, ")
          .hasMessageContaining(reason);
      assertThat(failure.getMessage()).doesNotContain("secret");
      SERVER.ask("DELETE", "/" + index, "");

      assertThat(sink.log(events)).isEqualTo(DeliveryResult.DELIVERED);
    }
    assertThat(indices.count()).isEqualTo(3);
  }

  @Test
  void waitsForAPersonWhereAnAliasHasNoIndexToWriteTo() throws Exception {
    List<Event> events = OpenSink.clicks(3);
    for (String one : List.of("1", "2")) {
      SERVER.ask("PUT", "/" + index + "-" + one, "{\"aliases\":{\"" + index + "\":{}}}");
    }
    try (OpenSink sink = OpenSink.with(constant)) {
      SinkException failure = catchThrowableOfType(SinkException.class, () -> sink.log(events));

      assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
      assertThat(failure)
          .hasMessageContaining("no write index is defined for alias [" + index + "]")
          .hasMessageEndingWith("; set is_write_index for one of the alias's indices");
    }
  }

  @Test
  void tellsTheEventsFaultFromTheIndexsByItsNeighbours() throws Exception {
    SERVER.ask(
        "PUT",
        "/" + index,
        "{\"mappings\":{\"dynamic\":false,\"properties\":{\"event_data\":{\"dynamic\":\"strict\","
            + "\"properties\":{\"number\":{\"type\":\"long\"}}}}}}");
    Event strange = OpenSink.click(Map.of("secret", 1));
    List<Event> batch = new ArrayList<>(OpenSink.clicks(2));
    batch.add(1, strange);
    try (OpenSink sink = OpenSink.with(constant)) {
      DeliveryResult result = sink.log(batch);

      assertThat(result.retry()).isEmpty();
      assertThat(result.rejected()).extracting(Rejected::event).containsExactly(strange);
      assertThat(result.rejected().get(0).reason())
          .contains("strict_dynamic_mapping_exception")
          .doesNotContain("secret");
      assertThatThrownBy(() -> sink.log(strange))
          .as("alone, it may be the index's fault")
          .isInstanceOf(SinkException.class)
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void waitsWhereAProxyRefusesEverythingInItsOwnWords() throws Exception {
    List<Event> events = OpenSink.clicks(300);
    try (HttpFront front = HttpFront.of(SERVER);
        OpenSink sink = OpenSink.with(indices.settings(Map.of("port", front.port())))) {
      for (int status : new int[] {400, 403}) {
        front.answerBulk(Answer.of(status));
        int before = front.bulks().size();
        SinkException failure = catchThrowableOfType(SinkException.class, () -> sink.log(events));

        assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
        assertThat(failure)
            .hasMessageContaining(front.port() + ", ")
            .hasMessageContaining("answered " + status);
        assertThat(front.bulks().size() - before).as("requests").isLessThan(20);
      }
      front.passOn();

      assertThat(sink.log(events)).isEqualTo(DeliveryResult.DELIVERED);
    }
    assertThat(indices.count()).isEqualTo(300);
  }

  @Test
  void rejectsTheOneEventThatAProxyRefuses() throws Exception {
    Event attack = OpenSink.click(Map.of("text", "' or 1=1"));
    List<Event> batch = new ArrayList<>(OpenSink.clicks(100));
    batch.add(63, attack);
    try (HttpFront front = HttpFront.of(SERVER);
        OpenSink sink = OpenSink.with(indices.settings(Map.of("port", front.port())))) {
      front.answer(
          request -> request.isBulk() && request.body().contains("or 1=1") ? Answer.of(403) : null);
      DeliveryResult result = sink.log(batch);

      assertThat(result.retry()).isEmpty();
      assertThat(result.rejected()).extracting(Rejected::event).containsExactly(attack);
      assertThat(result.rejected().get(0).reason()).contains("answered 403").doesNotContain("1=1");
    }
    assertThat(indices.count()).isEqualTo(100);
  }

  @Test
  void makesNoIndexForEventsThatAreTooOldOrOfTheFuture() throws Exception {
    Instant now = Instant.now();
    Event old = at(now.minus(Duration.ofDays(366)));
    Event future = at(now.plus(Duration.ofDays(2)));
    Event late = at(now.minus(Duration.ofDays(364)));
    Event soon = at(now.plus(Duration.ofHours(20)));
    Map<String, Object> settings = indices.settings();
    settings.remove("max_age");
    settings.remove("max_future");
    try (OpenSink sink = OpenSink.with(settings)) {
      DeliveryResult result = sink.log(old, late, soon, future);

      assertThat(result.retry()).isEmpty();
      assertThat(result.rejected())
          .extracting(Rejected::reason)
          .containsExactly(
              "created_at is longer ago than max_age, 365d; if it is right, raise it and send the"
                  + " event again",
              "created_at is further in the future than max_future, 1d; if it is right, raise it"
                  + " and send the event again");
    }
    assertThat(indices.count()).isEqualTo(2);
    assertThat(names()).hasSize(2);
  }

  @Test
  void letsNoEventThatHasNoPlaceStopTheOthers() throws Exception {
    Event distant = at(Instant.parse("2020-01-01T00:00:00Z"));
    Event young = OpenSink.click(Map.of());
    try (OpenSink sink = OpenSink.with(indices.settings())) {
      sink.log(OpenSink.click(Map.of()));
      setMostShards("1");
      DeliveryResult alone = sink.log(distant);
      DeliveryResult together = sink.log(distant, young);

      for (DeliveryResult result : List.of(alone, together)) {
        assertThat(result.retry()).isEmpty();
        assertThat(result.rejected()).extracting(Rejected::event).containsExactly(distant);
        assertThat(result.rejected().get(0).reason())
            .startsWith(indices.of("2020.01.01") + " takes nothing: Elasticsearch answered 400, ")
            .contains("maximum normal shards open", "raise cluster.max_shards_per_node")
            .endsWith("; then send it again");
      }
    } finally {
      setMostShards(null);
    }
    assertThat(indices.count()).isEqualTo(2);
  }

  @Test
  void keepsAllEventsWhereNoneHasAPlace() throws Exception {
    Event distant = at(Instant.parse("2020-01-01T00:00:00Z"));
    Event young = OpenSink.click(Map.of());
    try (OpenSink sink = OpenSink.with(indices.settings())) {
      setMostShards("1");
      SinkException failure =
          catchThrowableOfType(SinkException.class, () -> sink.log(distant, young));
      setMostShards(null);

      assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
      assertThat(failure).hasMessageContaining("raise cluster.max_shards_per_node");
      assertThat(sink.log(distant, young)).isEqualTo(DeliveryResult.DELIVERED);
    } finally {
      setMostShards(null);
    }
  }

  /**
   * Whatever is refused before it is sent would also be refused by the server, and nothing else.
   */
  @Test
  void knowsWhichKeysTheServerRefuses() throws Exception {
    int room = Admission.LONGEST_TERM - 1;
    String value = "v".repeat(DocumentWriter.LONGEST_INDEXED);
    Event longest = OpenSink.click(Map.of("k".repeat(room - value.length()), value));
    Event tooLong = OpenSink.click(Map.of("k".repeat(room - value.length() + 1), value));
    Event nul = OpenSink.click(Map.of("a\0", 1));
    try (OpenSink sink = OpenSink.with(constant)) {
      assertThat(sink.log(longest, tooLong, nul).rejected())
          .extracting(Rejected::event)
          .containsExactly(tooLong, nul);
    }
    for (Event event : List.of(tooLong, nul)) {
      BinaryData document = new DocumentWriter(TypedData.NONE).write(event);
      String json = UTF_8.decode(document.asByteBuffer()).toString();
      assertThat(SERVER.status("POST", "/" + index + "/_doc", json)).isEqualTo(400);
    }
  }

  private static Event at(Instant time) {
    return Event.of(EventDraft.named("distant").createdAt(time));
  }

  private static void setMostShards(String most) {
    SERVER.ask(
        "PUT",
        "/_cluster/settings",
        "{\"persistent\":{\"cluster.max_shards_per_node\":" + most + "}}");
  }

  private List<String> names() {
    return SERVER.ask("GET", "/_cat/indices/" + indices.all() + "?h=index", "").lines().toList();
  }
}
