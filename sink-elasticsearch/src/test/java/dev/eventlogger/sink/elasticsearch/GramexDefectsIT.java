package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong with Gramex's log in Elasticsearch, and does not here. */
@Timeout(180)
final class GramexDefectsIT {

  private static final TestServer SERVER = TestServer.shared();

  private final ObjectMapper json = new ObjectMapper();
  private final TestIndices indices = new TestIndices(SERVER, "gramex");

  /** There, {@code ?_op_type=delete&_id=1} deletes a document. */
  @Test
  void nothingOfAnEventReachesAnActionLine() throws Exception {
    Map<String, Object> data =
        Map.of(
            "_op_type", "delete",
            "_id", "1",
            "_index", "other",
            "text", "line\n{\"delete\":{\"_index\":\"other\",\"_id\":\"1\"}}\n");
    List<Event> events = List.of(OpenSink.click(data), OpenSink.click(Map.of()));
    try (HttpFront front = HttpFront.of(SERVER);
        OpenSink sink = OpenSink.with(indices.settings(Map.of("port", front.port())))) {
      sink.log(events);
      List<String> lines = front.bulks().get(0).lines().toList();

      assertThat(lines).hasSize(4);
      for (int i = 0; i < events.size(); i++) {
        JsonNode action = json.readTree(lines.get(2 * i));
        assertThat(action.fieldNames()).toIterable().containsExactly("create");
        assertThat(action.get("create").fieldNames())
            .toIterable()
            .containsExactlyInAnyOrder("_id", "_index");
        assertThat(action.at("/create/_id").asText()).isEqualTo(events.get(i).id().toString());
        assertThat(action.at("/create/_index").asText()).startsWith("gramex");
      }
    }
    assertThat(indices.events()).contains(events.get(0).toJson());
  }

  /** There, the whole queue is sent again and again, creating duplicates. */
  @Test
  void whatCanOnlyBeRefusedIsNotSentAndTheOthersAreSentOnce() throws Exception {
    try (HttpFront front = HttpFront.of(SERVER);
        EventLogger events = open("port: " + front.port())) {
      for (int i = 0; i < 20; i++) {
        events.log("42", EventType.CLICK, i == 7 ? Map.of("\0", 1) : Map.of("number", i));
      }
      assertThat(events.flush(Duration.ofMinutes(1))).isEqualTo(FlushResult.FLUSHED);
      LogLedger ledger = events.ledger().logs().get("clicks");

      assertThat(ledger.delivered()).isEqualTo(19);
      assertThat(ledger.dead()).isEqualTo(1);
      assertThat(ledger.failures()).isZero();
      long sent = front.bulks().stream().mapToLong(body -> body.lines().count() / 2).sum();
      assertThat(sent).as("documents sent").isEqualTo(19);
    }
    assertThat(indices.count()).isEqualTo(19);
  }

  /** There, the queue is unbounded, and lost when the process ends. */
  @Test
  void whatWasAcceptedIsDeliveredAtTheEnd() throws Exception {
    long accepted = 0;
    try (EventLogger events = open("delivery: {queue_events: 10, batch_size: 10, linger: 1d}")) {
      for (int i = 0; i < 100; i++) {
        Outcome outcome = events.log("42", EventType.CLICK, Map.of("number", i));
        accepted += outcome instanceof Outcome.Accepted ? 1 : 0;
      }
    }
    assertThat(indices.count()).isEqualTo(accepted).isPositive();
  }

  /** There, keys that need a request crash a call without one. */
  @Test
  void keysThatNeedARequestAreEmptyWithoutOne() throws Exception {
    try (EventLogger events = open("keys: [datetime, user.id, headers.User-Agent, args.x]")) {
      assertThat(events.log("42", EventType.CLICK, Map.of())).isInstanceOf(Outcome.Accepted.class);
    }
    JsonNode context = json.readTree(indices.events().get(0)).get("context");
    assertThat(context.at("/headers/User-Agent").asText("absent")).isEmpty();
    assertThat(context.at("/user/id").asText("absent")).isEmpty();
    assertThat(context.at("/datetime").asText()).isNotEmpty();
  }

  /** There, the setting is ignored. */
  @Test
  void writesToTheIndexThatIsConfiguredAlsoFromTwoLogs() throws Exception {
    String settings = yaml("");
    String both =
        "EVENT_LOGGER_NAME: [clicks, views]\n"
            + settings.substring(settings.indexOf("EVENT_LOGGERS"))
            + settings.substring(settings.indexOf("  clicks:")).replace("clicks:", "views:");
    try (EventLogger events = EventLogger.open(EventLoggerConfig.parse("test", both, Map.of()))) {
      events.to("clicks").log("42", EventType.CLICK, Map.of());
      events.to("views").log("42", EventType.VIEW, Map.of());
      assertThatThrownBy(() -> events.to("other")).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(indices.count()).isEqualTo(2);
  }

  private EventLogger open(String... settings) {
    return EventLogger.open(EventLoggerConfig.parse("test", yaml(settings), Map.of()));
  }

  private String yaml(String... more) {
    List<String> lines =
        new ArrayList<>(List.of("EVENT_LOGGER_NAME: clicks", "EVENT_LOGGERS:", "  clicks:"));
    lines.add("    logger: elasticsearch");
    lines.add("    host: 127.0.0.1");
    lines.add("    index: \"" + indices.pattern() + "\"");
    lines.add("    http_auth: [" + TestServer.ADMIN + ", \"" + TestServer.ADMIN_PASSWORD + "\"]");
    if (!String.join("", more).startsWith("port")) {
      lines.add("    port: " + SERVER.port());
    }
    for (String setting : more) {
      lines.add("    " + setting);
    }
    return String.join("\n", lines) + "\n";
  }
}
