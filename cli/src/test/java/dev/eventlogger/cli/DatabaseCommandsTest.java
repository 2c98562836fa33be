package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events go through the command into a database, and every command reads them. */
@Timeout(120)
class DatabaseCommandsTest {

  private static final List<String> TYPES =
      List.of("CLICK", "VIEW", "CLICK", "API", "CLICK", "VIEW");
  private static final List<String> ALL = List.of("--since", "all");

  @TempDir private Path folder;
  private Path config;

  /** Twenty events of three users: 8 on the first of March, 7 on the second, 5 on the fourth. */
  @BeforeEach
  void logSomeEvents() throws IOException {
    Workplace work = new Workplace(folder);
    config =
        work.config(
            "EVENT_LOGGER_NAME: db",
            "EVENT_LOGGERS: {db: {url: 'jdbc:h2:file:" + folder.resolve("events") + "'}}");
    String[] lines = new String[20];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = line(i);
    }

    CommandRun log = CommandRun.of("log", "-c", config, work.input(lines));

    assertThat(log.errLines())
        .containsExactly(
            "logged 20: accepted 20, filtered 0, invalid 0, dropped 0",
            "  db: taken 20: delivered 20, dead 0, pending 0, lost 0");
    assertThat(log.exitCode()).isZero();
  }

  private static String line(int i) {
    return """
        {"event_type":"%s","uid":"%d","created_at":"2026-03-0%dT10:%02d:00Z",\
        "event_data":{"element":"%s","number":%d}}"""
        .formatted(
            TYPES.get(i % TYPES.size()),
            i % 3,
            i < 8 ? 1 : i < 15 ? 2 : 4,
            i,
            i % 4 == 0 ? "RUN" : "STOP",
            i);
  }

  @Test
  void queryFindsWhatWasLogged() {
    assertThat(run("query", ALL).outLines()).hasSize(20);
    assertThat(run("query", ALL, "--where", "data.element=RUN").outLines())
        .hasSize(5)
        .allMatch(line -> line.contains("\"element\":\"RUN\""))
        .first()
        .asString()
        .contains("\"number\":16");
  }

  @Test
  void usageCountsPerDay() {
    assertThat(counts(run("usage", ALL, "--per", "day")))
        .containsExactly(
            "{\"bucket\":\"2026-03-01T00:00:00Z\",\"events\":8,\"users\":3}",
            "{\"bucket\":\"2026-03-02T00:00:00Z\",\"events\":7,\"users\":3}",
            "{\"bucket\":\"2026-03-04T00:00:00Z\",\"events\":5,\"users\":3}");
  }

  @Test
  void usageCountsByType() {
    assertThat(counts(run("usage", ALL, "--by", "type")))
        .containsExactly(
            "{\"value\":\"CLICK\",\"events\":10,\"users\":3}",
            "{\"value\":\"VIEW\",\"events\":7,\"users\":2}",
            "{\"value\":\"API\",\"events\":3,\"users\":1}");
  }

  /** The counts without the times of the first and the last event. */
  private static List<String> counts(CommandRun usage) {
    return usage.outLines().stream().map(line -> line.replaceAll(",\"first\":.*", "}")).toList();
  }

  @Test
  void tailPrintsTheLastEvents() {
    assertThat(run("tail", ALL, "-n", "2").outLines())
        .satisfiesExactly(
            line -> assertThat(line).contains("\"number\":18"),
            line -> assertThat(line).contains("\"number\":19"));
  }

  @Test
  void purgeRemovesWhatIsOld() {
    CommandRun purge = run("purge", List.of("--before", "2026-03-02", "--yes"));

    assertThat(purge)
        .isEqualTo(
            new CommandRun(
                0, "removed 8 events of log \"db\" from before 2026-03-02T00:00:00Z\n", ""));
    assertThat(run("query", ALL).outLines())
        .hasSize(12)
        .noneMatch(line -> line.contains("2026-03-01"));
  }

  @Test
  void eraseRemovesAUser() {
    CommandRun erase = run("erase", List.of("--uid", "1", "--yes"));

    assertThat(erase)
        .isEqualTo(
            new CommandRun(
                0, "removed 7 events of that user from log \"db\" and 0 from dead letters\n", ""));
    assertThat(run("query", ALL).outLines())
        .hasSize(13)
        .noneMatch(line -> line.contains("\"uid\":\"1\""));
  }

  private CommandRun run(String command, List<String> options, String... more) {
    List<Object> words = new ArrayList<>(List.of(command, "-c", config));
    words.addAll(options);
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray());
  }
}
