package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the log command says when it cannot start. */
@Timeout(60)
class LogStartTest {

  private static final String CLICK = "{\"event_type\":\"CLICK\"}";

  @TempDir private Path folder;
  private Workplace work;

  @BeforeEach
  void setUp() {
    work = new Workplace(folder);
  }

  @Test
  void cannotStartWithoutItsInput() throws IOException {
    CommandRun missing = CommandRun.of("log", "-c", work.toFile(), folder.resolve("none.ndjson"));
    CommandRun directory = CommandRun.of("log", "-c", work.toFile(), folder);

    assertThat(missing)
        .isEqualTo(
            new CommandRun(
                2,
                "",
                folder.resolve("none.ndjson")
                    + ": cannot be read; name a file of JSON lines, or -"
                    + System.lineSeparator()));
    assertThat(directory.exitCode()).isEqualTo(2);
    assertThat(directory.err()).startsWith(folder + ": cannot be read; ");
    assertThat(Files.exists(work.file())).isFalse();
  }

  @Test
  void cannotStartWithoutItsConfiguration() throws IOException {
    Path none = folder.resolve("none.yaml");

    CommandRun named = CommandRun.of("log", "-c", none, work.input(CLICK));
    CommandRun unnamed = CommandRun.of("log", work.input(CLICK));

    assertThat(named.errLines()).containsExactly(none + ": there is no such configuration file");
    assertThat(named.exitCode()).isEqualTo(2);
    assertThat(unnamed.errLines())
        .containsExactly(
            "no configuration: there is no event-logger.yaml here; name one with --config"
                + " FILE, or by EVENT_LOGGER_CONFIG");
    assertThat(unnamed.exitCode()).isEqualTo(2);
  }

  @Test
  void saysAllThatIsWrongWithTheConfiguration() throws IOException {
    Path config =
        work.config(
            "EVENT_LOGGER_NAME: [file, console, db2]",
            "EVENT_LOGGERS: {file: {pth: a.ndjson}, console: {format: xml}}",
            "EVENT_DELIVERY: {linger: 10}");

    CommandRun run = CommandRun.of("log", "-c", config, work.input(CLICK));

    assertThat(run.err())
        .contains("event-logger.yaml: EVENT_LOGGERS.file.pth: unknown setting; did you mean")
        .contains("event-logger.yaml: EVENT_LOGGERS.console.format: must be one of text,")
        .containsOnlyOnce("event-logger.yaml: EVENT_DELIVERY.linger: must be a duration")
        .contains("event-logger.yaml: EVENT_LOGGER_NAME[2]: there is no logger \"db2\"")
        .doesNotContain("\tat ");
    assertThat(run.exitCode()).isEqualTo(2);
  }
}
