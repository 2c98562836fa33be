package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.server.EventServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real events, not made up here, go in over HTTP, and come back the same in every way; skipped
 * where the data is missing.
 */
@Timeout(120)
class RealEventsOverHttpTest {

  private static final Path DATA =
      Path.of("").toAbsolutePath().getParent().resolveSibling("shared").resolve("data");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void comeBackTheSameByEveryWay() throws Exception {
    Path sent = DATA.resolve("events.ndjson");
    assumeTrue(Files.isReadable(sent), "the shared data is not there");
    Path yaml =
        Files.writeString(
            folder.resolve("event-logger.yaml"),
            "EVENT_LOGGER_NAME: db\nEVENT_LOGGERS: {db: {url: 'jdbc:h2:file:"
                + folder.resolve("events")
                + "'}}\nEVENT_DELIVERY: {linger: 10ms}\nEVENT_SERVER: {port: 0}\n");
    EventLoggerConfig config = EventLoggerConfig.load(yaml);
    try (EventLogger events = EventLogger.open(config);
        EventServer server = EventServer.open(events, config)) {
      assertThat(CommandRun.of("log", "--server", server.uri(), sent).exitCode()).isZero();
      assertThat(events.flush(Duration.ofSeconds(30))).isEqualTo(FlushResult.FLUSHED);

      List<JsonNode> read = read(server);
      List<JsonNode> viewed = array(get(server, "/view?_limit=1000&_sort=id"));
      List<JsonNode> printed =
          lines(
              CommandRun.of(
                      "query",
                      "--server",
                      server.uri(),
                      "--since",
                      "all",
                      "--limit",
                      "all",
                      "--sort",
                      "id",
                      "--format",
                      "ndjson")
                  .out());
      List<JsonNode> exported =
          lines(get(server, "/api/log/export?since=all&sort=id&format=ndjson"));

      assertThat(read).hasSize(249);
      assertThat(read.stream().map(event -> event.get("event_data")))
          .containsExactlyInAnyOrderElementsOf(
              lines(Files.readString(sent)).stream().map(e -> e.get("event_data")).toList());
      assertThat(printed).isEqualTo(read);
      assertThat(exported).isEqualTo(read);
      assertThat(viewed.stream().map(event -> event.get("data")))
          .containsExactlyElementsOf(read.stream().map(event -> event.get("event_data")).toList());
    }
  }

  private List<JsonNode> read(EventServer server) throws Exception {
    List<JsonNode> events = new ArrayList<>();
    String next = "";
    do {
      JsonNode page =
          JSON.readTree(get(server, "/api/log/events?since=all&sort=id&limit=100" + next));
      page.get("events").forEach(events::add);
      next = page.get("next").isNull() ? "" : "&after=" + page.get("next").asText();
    } while (!next.isEmpty());
    return events;
  }

  private String get(EventServer server, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + path)).build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static List<JsonNode> array(String json) throws Exception {
    List<JsonNode> items = new ArrayList<>();
    JSON.readTree(json).forEach(items::add);
    return items;
  }

  private static List<JsonNode> lines(String text) throws Exception {
    List<JsonNode> items = new ArrayList<>();
    for (String line : text.lines().toList()) {
      items.add(JSON.readTree(line));
    }
    return items;
  }
}
