package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server as a newcomer starts it: from the distribution, in an empty folder. */
@Timeout(300)
class ServeIT {

  private static final Path LAUNCHER =
      Path.of("target/event-logger/event-logger/event-logger").toAbsolutePath();
  private static final String CLICK =
      "{\"uid\":\"42\",\"event_type\":\"CLICK\",\"event_data\":{\"element\":\"RUN\"}}";

  @TempDir private Path folder;

  @Test
  void takesEventsWithoutAConfigurationUntilItIsStopped() throws Exception {
    Process server = start("serve", "--port", "0");
    BufferedReader said = server.errorReader(UTF_8);
    URI uri = URI.create(first(said, "listening on ").replaceAll(", to log to db$", ""));

    HttpRequest click =
        HttpRequest.newBuilder(uri.resolve("/v1/events"))
            .POST(HttpRequest.BodyPublishers.ofString(CLICK))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(click, HttpResponse.BodyHandlers.ofString());
    stop(server);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isEqualTo(143);
    assertThat(said.lines())
        .contains(
            "logged 1: accepted 1, filtered 0, invalid 0, dropped 0",
            "  db: taken 1: delivered 1, dead 0, pending 0, lost 0");
    try (Stream<Path> files = Files.list(folder.resolve("events"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("journal", "server.secret");
    }
  }

  @Test
  void servesTheDemonstration() throws Exception {
    Process demo =
        start("demo", "--port", "0", "--events", "500", "--seed", "3", "--until", "2026-03-31");
    BufferedReader said = demo.errorReader(UTF_8);
    URI uri = URI.create(first(said, "the demo is at ").replaceAll(" \\(Ctrl-C ends it\\)$", ""));

    HttpRequest question =
        HttpRequest.newBuilder(uri.resolve("/api/log/usage?since=2026-02-25&where=uid+exists"))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(question, HttpResponse.BodyHandlers.ofString());
    stop(demo);

    assertThat(answer.body()).contains("\"events\":495,");
    assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(demo.exitValue()).isEqualTo(143);
    assertThat(folder.resolve("event-logger-demo/events.mv.db")).exists();
  }

  @Test
  void takesKeysThatTheCommandMakes() throws Exception {
    Process keys =
        start("keys", "add", "shop", "--kind", "server", "--file", folder + "/keys.json");
    String key = new String(keys.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(keys.waitFor()).isZero();
    Path yaml =
        Files.writeString(
            folder.resolve("event-logger.yaml"),
            """
            EVENT_LOGGER_NAME: file
            EVENT_LOGGERS: {file: {path: events.ndjson}}
            EVENT_SERVER: {keys_file: keys.json}
            """);
    Process server = start("serve", "--port", "0", "--config", yaml.toString());
    URI uri =
        URI.create(
            first(server.errorReader(UTF_8), "listening on ").replaceAll(", to log to .*$", ""));

    HttpRequest.Builder click =
        HttpRequest.newBuilder(uri.resolve("/v1/events"))
            .POST(HttpRequest.BodyPublishers.ofString(CLICK));
    HttpClient client = HttpClient.newHttpClient();
    int without = client.send(click.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    HttpRequest withKey = click.header("Authorization", "Bearer " + key).build();
    int with = client.send(withKey, HttpResponse.BodyHandlers.discarding()).statusCode();
    stop(server);
    server.waitFor();

    assertThat(without).isEqualTo(401);
    assertThat(with).isEqualTo(200);
    assertThat(Files.readString(folder.resolve("events.ndjson")))
        .contains("\"source\":\"shop\"", "\"trust\":\"server\"")
        .doesNotContain(key);
  }

  /** Unlike {@link Process#destroy}, leaves its output readable. */
  private static void stop(Process process) {
    assertThat(process.toHandle().destroy()).isTrue();
  }

  private Process start(String... arguments) throws IOException {
    List<String> command =
        Stream.concat(Stream.of(LAUNCHER.toString()), Stream.of(arguments)).toList();
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("EVENT_LOGGER_ARCHIVE", "none");
    builder.environment().remove("EVENT_LOGGER_NAME");
    return builder.start();
  }

  /** The rest of the first line that begins like this. */
  private static String first(BufferedReader lines, String beginning) throws IOException {
    StringBuilder before = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length());
      }
      before.append(line).append('\n');
    }
    throw new AssertionError("it ended with:\n" + before);
  }
}
