package org.example.application;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.server.EventServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** Takes events over HTTP inside an application; here, one event that it sends to itself. */
public final class EmbeddedServer {

  private static final String CLICK =
      "{\"uid\":\"42\",\"event_type\":\"CLICK\",\"event_data\":{\"element\":\"RUN_QUERY\"}}";

  private EmbeddedServer() {}

  /** Reads the configuration from the current folder. */
  public static void main(String[] args) throws IOException, InterruptedException {
    EventLoggerConfig config = EventLoggerConfig.load(Path.of("event-logger.yaml"));
    try (EventLogger events = EventLogger.builder().config(config).closeOnShutdown(false).open();
        EventServer server = EventServer.open(events, config)) {
      runUntilTheEnd(server.uri());
    }
  }

  private static void runUntilTheEnd(URI server) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/v1/events"))
            .POST(HttpRequest.BodyPublishers.ofString(CLICK))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    System.out.println(answer.statusCode() + " " + answer.body());
  }
}
