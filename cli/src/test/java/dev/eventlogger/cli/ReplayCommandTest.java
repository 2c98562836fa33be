package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.DeadLetterFolder;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReplayCommandTest {

  private static final String GOOD =
      "{\"id\":\"0193aaaa-0000-7000-8000-000000000001\",\"name\":\"good\",\"level\":\"DEBUG\"}";
  private static final String BAD =
      "{\"id\":\"0193aaaa-0000-7000-8000-000000000002\",\"name\":\"bad\",\"uid\":\"7\"}";

  @TempDir private Path folder;
  private Workplace work;
  private Path letters;

  @BeforeEach
  void setUp() throws IOException {
    work = new Workplace(folder);
    letters = folder.resolve("letters");
    Files.createDirectory(folder.resolve("plugins"));
    new PluginJar()
        .registered("org.example.Refusing")
        .type(
            "org.example.Refusing",
            "extends dev.eventlogger.spi.BaseEventLogger",
            "public String loggerName() { return \"refusing\"; }",
            "public dev.eventlogger.spi.DeliveryResult log("
                + "java.util.List<dev.eventlogger.event.Event> batch) {"
                + " return dev.eventlogger.spi.DeliveryResult.rejected(batch.stream()"
                + ".filter(event -> event.name().equals(\"bad\")).map(event ->"
                + " new dev.eventlogger.spi.Rejected(event, \"is bad\")).toList()); }")
        .writeTo(folder.resolve("plugins/refusing.jar"));
  }

  @Test
  void deliversWithItsIdWhatWasRefused() throws IOException {
    refuse(GOOD, BAD);

    CommandRun run = replay(filing());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.errLines())
        .containsExactly(
            "logged 1: accepted 1, filtered 0, invalid 0, dropped 0",
            "  db: taken 1: delivered 1, dead 0, pending 0, lost 0");
    JsonNode event = work.delivered().get(0);
    assertThat(event.at("/id").asText()).isEqualTo("0193aaaa-0000-7000-8000-000000000002");
    assertThat(event.at("/uid").asText()).isEqualTo("7");
    assertThat(names()).isEmpty();
  }

  @Test
  void onlyCountsInADryRun() throws IOException {
    refuse(GOOD, BAD);
    Path config = filing();
    List<String> before = names();

    CommandRun run = CommandRun.of("replay", "--dry-run", "-c", config);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.outLines())
        .containsExactly("would send 1 to db from " + letters.resolve(before.get(0)));
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void saysThatThereIsNothingToSend() throws IOException {
    Files.createDirectories(letters);
    Path config = filing();

    assertThat(replay(config))
        .isEqualTo(new CommandRun(0, "", "no dead letters in " + letters + "\n"));
    assertThat(CommandRun.of("dead-letters", "list", "-c", config).err())
        .isEqualTo("no dead letters in " + letters + "\n");
  }

  @Test
  void keepsWhatIsRefusedAgain() throws IOException {
    refuse(BAD);

    CommandRun run = replay(refusing());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("db: taken 1: delivered 0, dead 1, pending 0, lost 0");
    assertThat(names()).containsExactly("db.2.ndjson");
    assertThat(Files.readAllLines(letters.resolve("db.2.ndjson")))
        .singleElement()
        .asString()
        .contains("0193aaaa-0000-7000-8000-000000000002");
  }

  @Test
  void isDoneBesideAnApplicationThatHasTheJournalsOpen() throws IOException {
    refuse(BAD);
    Path config =
        work.config(
            "EVENT_LOGGER_NAME: [db]",
            "EVENT_LOGGERS: {db: {logger: refusing}}",
            "EVENT_DELIVERY: {directory: '" + folder.resolve("journals") + "', sync: always,",
            "  segment_bytes: 8388608, dead_letters: '" + letters + "'}");
    Sink atWork = new Sink();
    try (EventLogger events = EventLogger.open(EventLoggerConfig.load(config), atWork)) {
      assertThat(events.log("1", EventType.VIEW, Map.of()).isAccepted()).isTrue();
      assertThat(events.flush(Duration.ofSeconds(50))).isEqualTo(FlushResult.FLUSHED);

      CommandRun run = replay(config);

      // The one refused before, and the one that the application had just refused.
      assertThat(run.err()).contains("db: taken 2: delivered 1, dead 1, pending 0, lost 0");
      assertThat(names()).containsExactly("db.2.ndjson");
      assertThat(events.log("2", EventType.VIEW, Map.of()).isAccepted()).isTrue();
    }
    List<String> left = new ArrayList<>();
    for (String name : names()) {
      left.addAll(Files.readAllLines(letters.resolve(name)));
    }
    assertThat(left).hasSize(2).anyMatch(line -> line.contains("0193aaaa-0000-7000-8000"));
  }

  /** Refuses everything. */
  private static final class Sink extends BaseEventLogger {
    @Override
    public String loggerName() {
      return "refusing";
    }

    @Override
    public DeliveryResult log(List<Event> batch) {
      return DeliveryResult.rejected(
          batch.stream().map(event -> new Rejected(event, "no")).toList());
    }
  }

  @Test
  void isDoneByOneAtATimeAndTakesOverWhatAnotherLeft() throws IOException {
    refuse(BAD);
    Path left = Files.createDirectories(letters.resolve(".replay"));
    Files.copy(letters.resolve("db.ndjson"), left.resolve("db.ndjson"));
    try (ReplayFolder other = ReplayFolder.claim(new DeadLetterFolder(letters))) {
      CommandRun run = replay(filing());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.errLines())
          .containsExactly(letters + ": is being replayed already; wait for that to end");
      assertThat(other.letters().files("db")).hasSize(1);
    }

    CommandRun run = replay(filing());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("db: taken 2: delivered 2,");
    assertThat(names()).isEmpty();
  }

  @Test
  void sendsWhatAPolicyOrTheLogsWhenWouldFilterByNow() throws IOException {
    refuse(BAD);
    Path config =
        work.config(
            "EVENT_LOGGER_NAME: [db]",
            "EVENT_LOGGERS: {db: {logger: file, path: '" + work.file() + "', when: {name: x}}}",
            "EVENT_POLICY: {sampling: {bad: 0}}",
            "EVENT_CONTEXT: {keys: [session]}");

    CommandRun run = CommandRun.of("replay", "-c", config, letters);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(work.delivered()).hasSize(1);
    assertThat(work.delivered().get(0).has("context")).isFalse();
  }

  @Test
  void leavesLinesThatAreNoDeadLettersInTheirFile() throws IOException {
    refuse(BAD);
    String torn = "{\"log\":\"db\",\"reason\":\"s3cr";
    Files.writeString(letters.resolve("db.ndjson"), torn, StandardOpenOption.APPEND);

    CommandRun run = replay(filing());

    Path closed = letters.resolve("db.1.ndjson");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errLines().get(0)).startsWith(closed + ": line 2: not JSON, at line 1, column");
    assertThat(run.errLines().get(1)).isEqualTo(closed + ": lines that stay: 1");
    assertThat(run.err()).doesNotContain("s3cr");
    assertThat(closed).hasContent(torn);
    assertThat(work.delivered()).hasSize(1);
  }

  @Test
  void leavesThoseOfALogThatIsNotConfigured() throws IOException {
    refuse(BAD);

    CommandRun all = CommandRun.of("replay", "-c", work.toFile(), letters);
    CommandRun one = CommandRun.of("replay", "-c", work.toFile(), "--log", "db", letters);

    assertThat(all.exitCode()).isEqualTo(1);
    assertThat(all.errLines()).contains("log db: is not configured; its dead letters stay");
    assertThat(one.exitCode()).isEqualTo(2);
    assertThat(one.errLines())
        .containsExactly("--log: there is no log \"db\" (there is: file, _invalid)");
    assertThat(names()).containsExactly("db.ndjson");
  }

  @Test
  void logsInvalidEventsAgain() throws IOException {
    Path strict = invalid("integer");
    String event =
        "{\"id\":\"0193aaaa-0000-7000-8000-000000000003\",\"name\":\"x\",\"level\":\"AUDIT\","
            + "\"schema\":{\"id\":\"https://example.org/a\",\"version\":\"1\"},"
            + "\"event_data\":{\"n\":\"one\"}}";
    CommandRun.of("log", "--trust-ids", "-c", strict, work.input(event));
    assertThat(names()).containsExactly("_invalid.ndjson");

    CommandRun again = CommandRun.of("replay", "-c", strict);
    CommandRun mended = CommandRun.of("replay", "-c", invalid("string"));

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err())
        .contains("invalid 1 ")
        .contains("_invalid: taken 1: delivered 0, dead 1");
    assertThat(mended.exitCode()).as(mended.err()).isZero();
    JsonNode delivered = work.delivered().get(0);
    assertThat(delivered.at("/id").asText()).isEqualTo("0193aaaa-0000-7000-8000-000000000003");
    assertThat(delivered.at("/level").asText()).isEqualTo("AUDIT");
    assertThat(delivered.has("context")).isFalse();
    assertThat(names()).isEmpty();
  }

  @Test
  void leavesInvalidEventsThatWouldNotBeKeptAnew() throws IOException {
    Path strict = invalid("integer");
    String event =
        "{\"schema_id\":\"https://example.org/a\",\"version\":\"1\",\"data\":{\"n\":\"one\"}}";
    CommandRun.of("log", "-c", strict, work.input(event));
    String rejecting = Files.readString(strict).replace("dead-letter", "reject");

    CommandRun run = CommandRun.of("replay", "-c", Files.writeString(strict, rejecting));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errLines())
        .contains(letters.resolve("_invalid.1.ndjson") + ": lines that stay: 1")
        .anyMatch(line -> line.contains(": line 1: /event_data/n: "));
    assertThat(names()).containsExactly("_invalid.1.ndjson");
  }

  /** A configuration that keeps invalid events, and a schema in which n has this type. */
  private Path invalid(String type) throws IOException {
    Path schemas = Files.createDirectories(folder.resolve("schemas"));
    Files.writeString(
        schemas.resolve("a.json"),
        "{\"$id\":\"https://example.org/a\",\"version\":\"1\",\"type\":\"object\","
            + "\"properties\":{\"n\":{\"type\":\""
            + type
            + "\"}}}");
    return work.config(
        "EVENT_LOGGER_NAME: file",
        "EVENT_LOGGERS: {file: {path: '" + work.file() + "'}}",
        "EVENT_DELIVERY: {dead_letters: '" + letters + "'}",
        "EVENT_SCHEMAS: {path: '" + schemas + "', on_invalid: dead-letter}");
  }

  /** Logs events to a log that makes dead letters of bad ones. */
  private void refuse(String... events) throws IOException {
    CommandRun run =
        CommandRun.of(
            "log",
            "--trust-ids",
            "-c",
            refusing(),
            "--plugins",
            folder.resolve("plugins"),
            work.input(events));
    assertThat(run.err()).contains("dead 1,");
    assertThat(names()).containsExactly("db.ndjson");
  }

  private Path refusing() throws IOException {
    return work.config(
        "EVENT_LOGGER_NAME: [db]",
        "EVENT_LOGGERS: {db: {logger: refusing}}",
        "EVENT_DELIVERY: {dead_letters: '" + letters + "'}");
  }

  private Path filing() throws IOException {
    return work.config(
        "EVENT_LOGGER_NAME: [db]",
        "EVENT_LOGGERS: {db: {logger: file, path: '" + work.file() + "'}}",
        "EVENT_DELIVERY: {dead_letters: '" + letters + "'}");
  }

  private CommandRun replay(Path config) {
    return CommandRun.of("replay", "-c", config, "--plugins", folder.resolve("plugins"));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(letters)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".ndjson"))
          .toList();
    }
  }
}
