package dev.eventlogger.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.server.EventServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A server that logs into a database in memory, and shows what is there. */
final class ShownServer implements AutoCloseable {

  private static final int BATCH = 500;

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID();
  private final EventLogger events;
  private final EventServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  /** With settings of {@code EVENT_SERVER}, besides the port. */
  ShownServer(String... settings) {
    this(List.of(), settings);
  }

  /** With lines of the configuration besides. */
  ShownServer(List<String> lines, String... settings) {
    String yaml =
        String.join("\n", lines)
            + "\nEVENT_LOGGER_NAME: db\nEVENT_LOGGERS: {db: {url: '"
            + url
            + "'}}\nEVENT_DELIVERY: {linger: 10ms}\nEVENT_REPORTS: {every: 0s}\nEVENT_SERVER:\n  port: 0\n"
            + String.join("", List.of(settings).stream().map(line -> "  " + line + "\n").toList());
    EventLoggerConfig config = EventLoggerConfig.parse("test.yaml", yaml, Map.of());
    events = EventLogger.builder().config(config).closeOnShutdown(false).open();
    server = EventServer.open(events, config);
  }

  /** An event logger of another process, with a line of the configuration, that logs to the same. */
  EventLogger another(String line) {
    String yaml =
        line + "\nEVENT_LOGGER_NAME: db\nEVENT_LOGGERS: {db: {url: '" + url + "'}}\nEVENT_DELIVERY: {linger: 10ms}\n";
    EventLoggerConfig config = EventLoggerConfig.parse("other.yaml", yaml, Map.of());
    return EventLogger.builder().config(config).closeOnShutdown(false).open();
  }

  String page(String hash) {
    return server.uri() + "/" + hash;
  }

  /** Sends events, and waits until they are in the database. */
  void log(List<String> lines, String... headers) throws Exception {
    for (int i = 0; i < lines.size(); i += BATCH) {
      String body = String.join("\n", lines.subList(i, Math.min(lines.size(), i + BATCH)));
      assertThat(send(body, headers)).contains("\"invalid\":0,\"dropped\":0");
    }
    assertThat(events.flush(Duration.ofSeconds(20))).isEqualTo(FlushResult.FLUSHED);
  }

  /** Sends lines, which need not be good, and returns the answer. */
  String send(String body, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/v1/events")).POST(BodyPublishers.ofString(body));
    request.header("Content-Type", "application/x-ndjson");
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 422);
    return answer.body();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create(server.uri() + path);
  }

  /** The number that a question to the database itself gives; its own notes do not count. */
  long count(String where) throws SQLException {
    return number(
        "SELECT count(*) FROM \"event_logs\" WHERE name <> 'event-read' AND (" + where + ")");
  }

  long number(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  EventLogger events() {
    return events;
  }

  @Override
  public void close() {
    server.close();
    events.close();
  }
}
