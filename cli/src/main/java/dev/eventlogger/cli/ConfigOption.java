package dev.eventlogger.cli;

import dev.eventlogger.config.EventLoggerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration a command reads. */
final class ConfigOption {

  private static final String VARIABLE = "EVENT_LOGGER_CONFIG";
  private static final Path DEFAULT = Path.of("event-logger.yaml");

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "The configuration. Default: what the environment variable EVENT_LOGGER_CONFIG names, or "
              + "else event-logger.yaml in the current folder.")
  private @Nullable Path file;

  EventLoggerConfig load() {
    return loadOr(
        () -> {
          throw new UserMistake(
              "no configuration: there is no "
                  + DEFAULT
                  + " here; name one with --config FILE, or by "
                  + VARIABLE);
        });
  }

  /** The configuration, or the alternative if there is none. */
  EventLoggerConfig loadOr(Supplier<EventLoggerConfig> otherwise) {
    Path named = file != null ? file : inEnvironment(System.getenv());
    if (named == null && !Files.exists(DEFAULT)) {
      return otherwise.get();
    }
    return EventLoggerConfig.load(named != null ? named : DEFAULT);
  }

  private static @Nullable Path inEnvironment(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    return named.isEmpty() ? null : Path.of(named);
  }
}
