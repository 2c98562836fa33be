package dev.eventlogger.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.server.reading.ReadableLogs;
import dev.eventlogger.testkit.InMemoryEventLogger;
import dev.eventlogger.testkit.InMemoryEventStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server on a port of its own, which logs to memory. */
final class StartedServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final InMemoryEventLogger memory = new InMemoryEventLogger();
  final EventLogger events;
  final EventServer server;
  final HttpClient client = HttpClient.newHttpClient();

  private StartedServer(EventLoggerConfig config) {
    events = EventLogger.builder().config(config).sinks(memory).closeOnShutdown(false).open();
    try {
      ReadableLogs logs = ReadableLogs.of("in-memory", new InMemoryEventStore(memory));
      server = open(logs, config.section(ServerSection.KEY));
    } catch (RuntimeException e) {
      events.close();
      throw e;
    }
  }

  /** Opens the server, with errors as for a server that is opened from a configuration. */
  private EventServer open(ReadableLogs logs, Section section) {
    try {
      return EventServer.open(events, logs, section.as(ServerSettings.class));
    } catch (ConfigException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw section.refused(String.valueOf(e.getMessage()));
    }
  }

  /**
   * A server with settings of {@code EVENT_SERVER}, such as {@code origins: [https://example.org]}.
   */
  static StartedServer with(String... settings) {
    StringBuilder yaml =
        new StringBuilder("EVENT_LOGGER_NAME: in-memory\nEVENT_DELIVERY: {linger: 10ms}\n");
    return of(yaml.append(section(settings)).toString());
  }

  static String section(String... settings) {
    StringBuilder yaml = new StringBuilder("EVENT_SERVER:\n  port: 0\n");
    for (String setting : settings) {
      yaml.append("  ").append(setting).append('\n');
    }
    return yaml.toString();
  }

  static StartedServer of(String yaml) {
    return new StartedServer(EventLoggerConfig.parse("test.yaml", yaml, Map.of()));
  }

  URI uri(String path) {
    return URI.create(server.uri() + path);
  }

  /** Posts a body, with headers as name, value, name, value. */
  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return send(request, headers);
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).timeout(PATIENCE), headers);
  }

  HttpResponse<String> delete(String path, String... headers)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).timeout(PATIENCE).DELETE(), headers);
  }

  /** The JSON body of an answer, whose status must be 200. */
  Map<String, @Nullable Object> json(String path, String... headers) throws Exception {
    HttpResponse<String> answer = get(path, headers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonReader.asObject(requireNonNull(new JsonReader().read(answer.body())));
  }

  HttpResponse<String> send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The events that arrived, once there are so many. */
  List<Event> await(int count) throws InterruptedException {
    return memory.await(count, PATIENCE);
  }

  @Override
  public void close() {
    server.close();
    events.close();
  }
}
