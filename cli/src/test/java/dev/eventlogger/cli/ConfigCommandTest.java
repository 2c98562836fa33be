package dev.eventlogger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConfigCommandTest {

  @TempDir private Path folder;
  private Workplace work;

  @BeforeEach
  void setUp() {
    work = new Workplace(folder);
  }

  @Test
  void explainsWhatIsInForce() throws IOException {
    Path config =
        work.config(
            "EVENT_LOGGER_NAME: [all, trouble]",
            "EVENT_LOGGERS:",
            "  all: {logger: console, format: ecs}",
            "  trouble: {logger: 'null', when: {level: WARNING}}",
            "EVENT_DELIVERY: {linger: 5s}");

    CommandRun run = CommandRun.of("config", "check", "-c", config);

    assertThat(run.outLines())
        .containsExactly(
            "EVENT_LOGGER_NAME: [all, trouble]",
            "EVENT_LOGGERS.all.logger: console",
            "EVENT_LOGGERS.all.format: ecs",
            "EVENT_LOGGERS.trouble.logger: null",
            "EVENT_LOGGERS.trouble.when.level: WARNING",
            "EVENT_DELIVERY.linger: 5s");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void masksSecretsAndOpensNothing() throws IOException {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Path trace = folder.resolve("opened");
    new PluginJar()
        .sink(
            "org.example.Warehouse",
            "\"warehouse\"",
            "public record Settings(java.net.URI url, String password) {}",
            "public void open(dev.eventlogger.spi.SinkConfig config) throws Exception {",
            "  config.as(Settings.class);",
            "  java.nio.file.Files.createFile(java.nio.file.Path.of(\"" + trace + "\"));",
            "}")
        .writeTo(plugins.resolve("warehouse.jar"));
    Path config =
        work.config(
            "EVENT_LOGGER_NAME: warehouse",
            "EVENT_LOGGERS:",
            "  warehouse: {url: 'https://app:s3cret@db.example.org', password: s3cret}");

    CommandRun run = CommandRun.of("config", "check", "-c", config, "--plugins", plugins);

    assertThat(run.out())
        .contains("EVENT_LOGGERS.warehouse.password: ****")
        .contains("EVENT_LOGGERS.warehouse.url: https://****@db.example.org")
        .doesNotContain("s3cret");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(trace).doesNotExist();
  }

  @Test
  void makesNoFile() throws IOException {
    CommandRun run = CommandRun.of("config", "check", "-c", work.toFile());

    assertThat(run.exitCode()).isZero();
    assertThat(work.file()).doesNotExist();
  }

  @Test
  void saysAllThatIsWrong() throws IOException {
    Path config =
        work.config(
            "EVENT_LOGGER_NAME: [file, console]",
            "EVENT_LOGGERS: {console: {colour: never}}",
            "EVENT_DELIVERY: {batch_size: 1.5}");

    CommandRun run = CommandRun.of("config", "check", "-c", config);

    assertThat(run.err())
        .contains("EVENT_LOGGERS.file.path: is required")
        .contains("EVENT_LOGGERS.console.colour: unknown setting; did you mean \"color\"?")
        .contains("EVENT_DELIVERY.batch_size: must be a whole number, not \"1.5\"");
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void warnsOfWhatIsProbablyMisspelt() throws IOException {
    CommandRun run = CommandRun.of("config", "check", "-c", work.config("EVENT_LOGER_NAME: file"));

    assertThat(run.errLines())
        .containsExactly(
            "event-logger.yaml: EVENT_LOGER_NAME: ignored; did you mean \"EVENT_LOGGER_NAME\"?",
            "event-logger.yaml: EVENT_LOGGER_NAME: is missing, so every event is discarded; name a"
                + " log, such as console, or write null if that is meant");
    assertThat(run.outLines()).startsWith("EVENT_LOGGER_NAME: null");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void wantsASubcommand() {
    CommandRun run = CommandRun.of("config");

    assertThat(run.err())
        .contains("Missing command")
        .contains("Usage: event-logger config [-hV] [--debug] COMMAND");
    assertThat(run.exitCode()).isEqualTo(2);
  }
}
