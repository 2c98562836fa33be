package dev.eventlogger.cli;

import dev.eventlogger.config.EventLoggerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration a command reads. */
final class ConfigOption {

  private static final Path DEFAULT = Path.of("event-logger.yaml");

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration. Default: event-logger.yaml in the current folder.")
  private @Nullable Path file;

  EventLoggerConfig load() {
    if (file == null && !Files.exists(DEFAULT)) {
      throw new UserMistake(
          "no configuration: there is no " + DEFAULT + " here; name one with --config FILE");
    }
    return EventLoggerConfig.load(file != null ? file : DEFAULT);
  }
}
