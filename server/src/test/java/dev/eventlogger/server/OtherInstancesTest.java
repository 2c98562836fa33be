package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.server.reading.OtherInstances;
import dev.eventlogger.server.reading.ReadableLogs;
import dev.eventlogger.testkit.InMemoryEventLogger;
import dev.eventlogger.testkit.InMemoryEventStore;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ledgers of other processes' event loggers, as the server shows them. */
@Timeout(60)
class OtherInstancesTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  @Test
  void showsWhatEventLoggersElsewhereReport() throws Exception {
    try (StartedServer server = StartedServer.with();
        EventLogger elsewhere = reportingTo(server.memory)) {
      assertThat(elsewhere.log("ada", EventType.VIEW, Map.of()).isAccepted()).isTrue();
      List<Event> unused = server.await(3);

      Map<String, ?> ledger = server.json("/api/ledger");

      assertThat(ledger.get("instance")).isEqualTo(server.events.instance());
      Map<String, Object> other = JsonReader.asObject(((List<?>) ledger.get("others")).get(0));
      assertThat((List<?>) ledger.get("others")).hasSize(1);
      assertThat(other)
          .containsEntry("instance", elsewhere.instance())
          .containsEntry("overdue", false)
          .containsKeys("reported_at", "started_at", "process", "accepted");
      assertThat(JsonReader.asObject(other.get("logs"))).containsKey("in-memory");
      assertThat(server.get("/api/log/events?since=all").body())
          .doesNotContain("event-logger-report");
      assertThat(server.get("/api/log/events?since=all&name=event-logger-report").body())
          .contains(elsewhere.instance());
      assertThat(server.json("/api/ledger?others=false")).doesNotContainKey("others");
      assertThat(server.get("/api/ledger?others=perhaps").statusCode()).isEqualTo(400);
    }
  }

  private static EventLogger reportingTo(InMemoryEventLogger memory) {
    EventLoggerConfig config =
        EventLoggerConfig.parse(
            "test.yaml",
            """
            EVENT_LOGGER_NAME: in-memory
            EVENT_DELIVERY: {linger: 10ms}
            EVENT_REPORTS: {every: 1s, log: in-memory}
            """,
            Map.of());
    return EventLogger.builder().config(config).sinks(memory).closeOnShutdown(false).open();
  }

  @Test
  void takesTheNewestReportOfEachAndSaysWhichIsOverdue() throws Exception {
    InMemoryEventLogger memory = new InMemoryEventLogger();
    memory.log(
        List.of(
            report("old", NOW.minusSeconds(200_000)),
            report("a", NOW.minusSeconds(700)),
            report("own", NOW.minusSeconds(5)),
            report("b", NOW.minusSeconds(400)),
            report("b", NOW.minusSeconds(100)),
            Event.of(EventDraft.named("other").data(Map.of("instance", "c")).createdAt(NOW))));

    List<Map<String, Object>> others =
        OtherInstances.of(
            new InMemoryEventStore(memory), "own", NOW, Cancellation.withoutTimeout());

    assertThat(others).extracting(other -> other.get("instance")).containsExactly("b", "a");
    assertThat(others).extracting(other -> other.get("overdue")).containsExactly(false, true);
    assertThat(others.get(0)).containsEntry("reported_at", NOW.minusSeconds(100).toString());
  }

  private static Event report(String instance, Instant at) {
    return Event.of(
        EventDraft.named("event-logger-report")
            .createdAt(at)
            .data(Map.of("instance", instance, "every_ms", 300_000)));
  }

  @Test
  void showsItsOwnLedgerWhenTheStoreDoesNotAnswer() throws Exception {
    InMemoryEventLogger memory = new InMemoryEventLogger();
    EventLoggerConfig config =
        EventLoggerConfig.parse(
            "test.yaml", "EVENT_LOGGER_NAME: in-memory\n" + StartedServer.section(), Map.of());
    ReadableLogs logs = ReadableLogs.of("in-memory", new DeadStore());
    ServerSettings settings = config.section(ServerSection.KEY).as(ServerSettings.class);
    try (StartedServer client = StartedServer.with();
        EventLogger events = EventLogger.open(config, memory);
        EventServer server = EventServer.open(events, logs, settings)) {
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(URI.create(server.uri() + "/api/ledger")));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(JsonReader.asObject(new JsonReader().read(answer.body())))
          .containsEntry("accepted", 0)
          .containsEntry("others_problem", "the store of log in-memory did not answer")
          .doesNotContainKey("others");
    }
  }

  @Test
  void letsNobodyForgeAReport() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      HttpResponse<String> answer = server.post("/v1/events", "{\"name\":\"event-logger-report\"}");

      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body()).contains("kept for what the server notes itself");
    }
  }

  /** A store that does not answer. */
  private static final class DeadStore extends EmptyStore {
    @Override
    public EventPage find(EventQuery query, Cancellation cancellation) {
      throw new StoreException("there is no power", null);
    }
  }
}
