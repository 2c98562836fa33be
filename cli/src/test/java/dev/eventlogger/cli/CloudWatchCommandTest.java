package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventlogger.testkit.cloudwatch.FakeCloudWatchLogs;
import dev.eventlogger.testkit.cloudwatch.LogEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real events, not made up here, go to CloudWatch Logs and come back. */
@Timeout(120)
class CloudWatchCommandTest {

  private static final String GROUP = "/app/events";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final FakeCloudWatchLogs service = FakeCloudWatchLogs.start();
  private Workplace work;
  private Path events;

  @BeforeEach
  void setUp() {
    events = SharedData.path("events.ndjson");
    work = new Workplace(folder);
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void allReachTheirStreamsByWhenTheyWereLoggedAndComeBack() throws IOException {
    Path config = config("event_time: logged");

    CommandRun logged = CommandRun.of("log", "-c", config, events);

    assertThat(logged.errLines())
        .contains(
            "logged 249: accepted 249, filtered 0, invalid 0, dropped 0",
            "  cloudwatch: taken 249: delivered 249, dead 0, pending 0, lost 0");
    assertThat(logged.exitCode()).isZero();
    assertThat(service.events(GROUP)).hasSize(249).allMatch(CloudWatchCommandTest::isInItsStream);
    assertThat(service.logStreams(GROUP)).containsExactlyInAnyOrder("api", "clicks", "others");
    assertThat(service.violations()).isEmpty();

    CommandRun found =
        CommandRun.of(
            "query", "-c", config, "--since", "all", "--limit", "all", "--format", "ndjson");

    assertThat(found.exitCode()).isZero();
    assertThat(found.outLines())
        .containsExactlyInAnyOrderElementsOf(
            service.events(GROUP).stream().map(LogEvent::message).toList());
  }

  @Test
  void thoseThatHappenedTooLongAgoAreDeadLettersWithTheReason() throws IOException {
    long old;
    Instant oldest = Instant.now().minus(Duration.ofDays(14));
    try (Stream<String> lines = Files.lines(events)) {
      old = lines.filter(line -> isFromBefore(line, oldest)).count();
    }

    CommandRun logged = CommandRun.of("log", "-c", config("event_time: created_at"), events);

    assertThat(logged.err())
        .contains(
            "  cloudwatch: taken 249: delivered "
                + (249 - old)
                + ", dead "
                + old
                + ", pending 0, lost 0");
    assertThat(service.events(GROUP)).hasSize((int) (249 - old));
    assertThat(service.violations()).isEmpty();
    CommandRun letters = CommandRun.of("dead-letters", "list", folder.resolve("dead"));
    assertThat(letters.out())
        .contains(old + " in ")
        .contains(old + ": too old: CloudWatch Logs takes no event of more than 14 days ago");
  }

  private Path config(String eventTime) throws IOException {
    return work.config(
        "EVENT_LOGGER_NAME: cloudwatch",
        "EVENT_LOGGERS:",
        "  cloudwatch:",
        "    endpoint: " + service.endpoint(),
        "    region: eu-central-1",
        "    access_key_id: id",
        "    secret_access_key: not-secret",
        "    log_group: " + GROUP,
        "    streams: {api: api, click: clicks, '*': others}",
        "    " + eventTime,
        "EVENT_DELIVERY: {dead_letters: '" + folder.resolve("dead") + "'}");
  }

  private static boolean isInItsStream(LogEvent event) {
    String name = read(event.message()).get("name").asText();
    String expected = name.equals("click") ? "clicks" : name.equals("api") ? "api" : "others";
    return event.stream().equals(expected);
  }

  private static boolean isFromBefore(String line, Instant time) {
    JsonNode createdAt = read(line).get("created_at");
    return createdAt != null && createdAt.isTextual() && at(createdAt).isBefore(time);
  }

  private static Instant at(JsonNode createdAt) {
    return OffsetDateTime.parse(createdAt.asText()).toInstant();
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError("no JSON", e);
    }
  }
}
