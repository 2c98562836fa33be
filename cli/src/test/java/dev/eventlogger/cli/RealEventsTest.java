package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real events, not made up here, from a folder beside the repository; skipped where that is
 * missing.
 */
@Timeout(60)
class RealEventsTest {

  private static final Path DATA =
      Path.of("").toAbsolutePath().getParent().resolveSibling("shared").resolve("data");

  @TempDir private Path folder;
  private Workplace work;

  @BeforeEach
  void setUp() {
    assumeTrue(Files.isDirectory(DATA), "the shared data is not there");
    work = new Workplace(folder);
  }

  @Test
  void allReachTheFile() throws IOException {
    CommandRun run = CommandRun.of("log", "-c", work.toFile(), DATA.resolve("events.ndjson"));

    assertThat(run.errLines())
        .containsExactly(
            "logged 249: accepted 249, filtered 0, invalid 0, dropped 0",
            "  file: taken 249: delivered 249, dead 0, pending 0, lost 0");
    assertThat(run.exitCode()).isZero();
    assertThat(work.delivered()).hasSize(249);
  }

  @Test
  void allReachTheConsole() throws IOException {
    Path config = work.config("EVENT_LOGGER_NAME: console");

    CommandRun run = CommandRun.of("log", "-c", config, DATA.resolve("events.ndjson"));

    assertThat(run.outLines())
        .hasSize(249)
        .allMatch(line -> line.startsWith("ConsoleEventLogger - "));
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void badOnesAreRefusedForTheirReasons() throws IOException {
    List<String> reasons =
        List.of(
            "line 1: not JSON, at line 1, column",
            "line 2: an event must be a JSON object",
            "line 3: /event_type: must be one of API, VIEW, CLICK",
            "line 4: /event_type: missing; an event needs an event_type, a name or a schema",
            "line 5: /event_data: must be an object",
            "line 9: /created_at: must be a time",
            "line 10: /event_dat: unknown key",
            "line 11: /uid: duplicate key",
            "line 12: /event_data/__schema__: names that start with __ are reserved");

    CommandRun run = CommandRun.of("log", "-c", work.toFile(), DATA.resolve("events-bad.ndjson"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("logged 12: accepted 3, filtered 0, invalid 9 (no-event: 9), dropped 0");
    List<String> refusals =
        run.errLines().stream().filter(line -> line.startsWith("line ")).toList();
    assertThat(refusals).hasSameSizeAs(reasons);
    for (int i = 0; i < reasons.size(); i++) {
      assertThat(refusals.get(i)).startsWith(reasons.get(i));
    }
  }

  @Test
  void allMeetTheirSchemas() throws IOException {
    Path config = withSchemas("");

    CommandRun run = CommandRun.of("log", "-c", config, DATA.resolve("events.ndjson"));

    assertThat(run.errLines())
        .contains("logged 249: accepted 249, filtered 0, invalid 0, dropped 0")
        .filteredOn(line -> line.startsWith("line "))
        .isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(work.delivered()).hasSize(249);
    CommandRun check =
        CommandRun.of(
            "validate",
            "--schemas",
            DATA.resolve("wikimedia/primary"),
            "--events",
            DATA.resolve("events.ndjson"));
    assertThat(check.outLines()).hasSize(249).allMatch(line -> line.endsWith("\"valid\":true}"));
    assertThat(check.exitCode()).isZero();
  }

  @Test
  void badOnesAreAllRefusedOnceThereAreSchemas() throws IOException {
    List<String> reasons =
        List.of(
            "line 1: not JSON, at line 1, column",
            "line 2: an event must be a JSON object",
            "line 3: /event_type: must be one of API, VIEW, CLICK",
            "line 4: /event_type: missing; an event needs an event_type, a name or a schema",
            "line 5: /event_data: must be an object",
            "line 6: /schema: /no/such/schema/1.0.0 version 1.0.0 is not registered",
            "line 7: /schema: /api-gateway/request/1.0.0 version 9.9.9 is not registered",
            "line 8: /event_data: required property",
            "line 9: /created_at: must be a time",
            "line 10: /event_dat: unknown key",
            "line 11: /uid: duplicate key",
            "line 12: /event_data/__schema__: names that start with __ are reserved");
    for (String settings : List.of("", ", validation: strict")) {
      CommandRun run =
          CommandRun.of("log", "-c", withSchemas(settings), DATA.resolve("events-bad.ndjson"));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .contains(
              "logged 12: accepted 0, filtered 0, invalid 12 (no-event: 9, unregistered-schema:"
                  + " 2, violates-schema /api-gateway/request/1.0.0 version 1.0.0: 1), dropped 0");
      for (String reason : reasons) {
        assertThat(run.errLines()).anyMatch(line -> line.startsWith(reason));
      }
      assertThat(Files.exists(work.file()) ? work.delivered() : List.of()).isEmpty();
    }
  }

  @Test
  void badOnesAreExplainedAndValidatedAsTheyAreRefused() throws IOException {
    Path bad = DATA.resolve("events-bad.ndjson");

    CommandRun explained = CommandRun.of("explain", "-c", withSchemas(""), bad);
    CommandRun validated =
        CommandRun.of("validate", "--schemas", DATA.resolve("wikimedia/primary"), "--events", bad);

    assertThat(explained.outLines())
        .filteredOn(line -> line.startsWith("line "))
        .hasSize(12)
        .allMatch(line -> line.contains(": invalid: "));
    assertThat(validated.outLines()).hasSize(12).allMatch(line -> line.contains("\"valid\":false"));
  }

  private Path withSchemas(String settings) throws IOException {
    return work.config(
        "EVENT_LOGGER_NAME: file",
        "EVENT_LOGGERS:",
        "  file: {path: '" + work.file() + "'}",
        "EVENT_SCHEMAS: {path: '" + DATA.resolve("wikimedia/primary") + "'" + settings + "}");
  }
}
