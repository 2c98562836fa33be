package dev.eventlogger.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.server.FaultyFront.Fault;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** curl sends compressed lines of JSON. */
@Timeout(120)
class CurlIT {

  private static final String LINES =
      """
      {"id":"a-1","created_at":"2026-11-21T05:14:50Z","uid":"42","event_type":"CLICK","event_data":{"element":"RUN"}}
      {"id":"a-2","created_at":"2026-11-21T05:14:51Z","uid":"42","event_type":"VIEW","event_data":{"path":"/naïve"}}
      """;

  @TempDir private Path folder;
  private Path packed;

  @BeforeEach
  void packLines() throws IOException {
    packed = folder.resolve("events.ndjson.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(LINES.getBytes(UTF_8));
    }
  }

  @Test
  void sendsPackedLines() throws Exception {
    try (StartedServer server = StartedServer.with()) {
      String answer = curl(server.server.uri());

      assertThat(answer).contains("\"received\":2,\"accepted\":2,").endsWith("\n200");
      List<Event> events = server.await(2);
      assertThat(events).extracting(Event::type).containsExactly(EventType.CLICK, EventType.VIEW);
      assertThat(events).extracting(Event::uid).containsOnly("42");
      assertThat(events.get(1).data()).isEqualTo(Map.of("path", "/naïve"));
      assertThat(events.get(1).createdAt()).isEqualTo(Instant.parse("2026-11-21T05:14:51Z"));
      assertThat(events.get(0).context()).containsEntry("source_id", "a-1");
    }
  }

  @Test
  void hasEachLineOnceThatIsSentAgain() throws Exception {
    try (StartedServer server = StartedServer.with();
        FaultyFront front =
            FaultyFront.before(
                server.server.uri(), Fault.REFUSED, Fault.ANSWERED_WRONGLY, Fault.CUT)) {
      String answer = curl(front.uri());

      assertThat(answer).contains("\"accepted\":0,", "\"duplicates\":2,").endsWith("\n200");
      front.awaitPosts(4);
      assertThat(server.await(2))
          .extracting(event -> event.context().get("source_id"))
          .containsExactly("a-1", "a-2");
    }
  }

  /** The answer, followed by the status. */
  private String curl(URI server) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "curl",
            "--silent",
            "--show-error",
            "--retry",
            "5",
            "--retry-all-errors",
            "--retry-delay",
            "1",
            "--header",
            "Content-Type: application/x-ndjson",
            "--header",
            "Content-Encoding: gzip",
            "--data-binary",
            "@" + packed,
            "--write-out",
            "\\n%{http_code}",
            server + "/v1/events");
    Path errors = folder.resolve("errors.txt");
    Process curl;
    try {
      curl = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    } catch (IOException e) {
      System.out.println("[WARNING] A test with a real client is skipped: there is no curl");
      return Assumptions.abort("there is no curl");
    }
    String answer = new String(curl.getInputStream().readAllBytes(), UTF_8);
    assertThat(curl.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(curl.exitValue()).as(Files.readString(errors)).isZero();
    return answer;
  }
}
