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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server that logs, and shows what is there. */
final class ShownServer implements AutoCloseable {

  private static final int BATCH = 500;

  /** Columns that are texts in one database and JSON in another. */
  private static final Pattern JSON_LIKE = Pattern.compile("\\b(event_data|context) ((NOT )?LIKE)");

  private final Kept kept;
  private final EventLogger events;
  private final EventServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  /** With settings of {@code EVENT_SERVER}, besides the port. */
  ShownServer(String... settings) {
    this(List.of(), settings);
  }

  /** With lines of the configuration besides. */
  ShownServer(List<String> lines, String... settings) {
    this(Kept.of(ShownServer.class).get(), lines, settings);
  }

  /** Where the logs are set up in another way. */
  ShownServer(Kept kept) {
    this(kept, List.of());
  }

  /** Where the events are kept elsewhere. */
  ShownServer(Kept kept, List<String> lines, String... settings) {
    this.kept = kept;
    List<String> all = new ArrayList<>(lines);
    all.add("EVENT_REPORTS: {every: 0s}");
    all.add("EVENT_SERVER:");
    all.add("  port: 0");
    Stream.concat(kept.settings().stream(), Stream.of(settings))
        .forEach(line -> all.add("  " + line));
    EventLoggerConfig config = configuration(all);
    events = EventLogger.builder().config(config).closeOnShutdown(false).open();
    server = EventServer.open(events, config);
  }

  private EventLoggerConfig configuration(List<String> lines) {
    List<String> all = new ArrayList<>(kept.lines());
    if (all.stream().noneMatch(line -> line.startsWith("EVENT_DELIVERY:"))) {
      all.add("EVENT_DELIVERY: {linger: 10ms}");
    }
    all.addAll(lines);
    return EventLoggerConfig.parse("test.yaml", String.join("\n", all) + "\n", Map.of());
  }

  /**
   * An event logger of another process, with a line of the configuration, that logs to the same.
   */
  EventLogger another(String line) {
    EventLoggerConfig config = configuration(List.of(line));
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
    settle(Duration.ofSeconds(20));
  }

  /** Waits until what was logged is found. */
  void settle(Duration patience) {
    assertThat(events.flush(patience)).isEqualTo(FlushResult.FLUSHED);
    kept.refresh().run();
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

  /** Events of the last days, in SQL. */
  static String lately(int days) {
    return "created_at >= '" + Instant.now().minus(Duration.ofDays(days)) + "'";
  }

  long number(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(kept.url());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(JSON_LIKE.matcher(sql).replaceAll("CAST($1 AS VARCHAR) $2"))) {
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
