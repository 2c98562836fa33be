package dev.eventlogger.spring.config;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.spi.Suggestions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** The names of settings that are known before anything is read. */
final class Settings {

  /**
   * Settings with fixed names. Environment variables may or may not have a {@code _} between the
   * words of a name, so these are looked up by name.
   */
  static final List<ConfigurationPropertyName> NAMED =
      Stream.of(
              "logger-name",
              "delivery.directory",
              "delivery.sync",
              "delivery.sync-interval",
              "delivery.journal-bytes",
              "delivery.segment-bytes",
              "delivery.queue-events",
              "delivery.queue-bytes",
              "delivery.batch-size",
              "delivery.batch-bytes",
              "delivery.linger",
              "delivery.on-full",
              "delivery.close-timeout",
              "delivery.call-timeout",
              "delivery.dead-letters",
              "delivery.file-mode",
              "delivery.retry.initial-delay",
              "delivery.retry.max-delay",
              "schemas.path",
              "schemas.rules",
              "schemas.validation",
              "schemas.on-bad-schema",
              "schemas.on-unregistered",
              "schemas.on-invalid",
              "schemas.allowed-schemas",
              "schemas.hash-key",
              "context.keys",
              "reports.every",
              "reports.log",
              "outbox.url",
              "outbox.user",
              "outbox.password",
              "outbox.table",
              "outbox.schema",
              "outbox.poll",
              "outbox.batch")
          .map(name -> ConfigurationPropertyName.of(EnvironmentTree.PREFIX + "." + name))
          .toList();

  /** The starter's own settings, and the names below them; all others are the event logger's. */
  private static final Map<String, List<String>> OF_THE_STARTER =
      Map.of(
          "api", List.of("enabled", "actuator", "parameters"),
          "audit", List.of("enabled"),
          "config", List.of(),
          "enabled", List.of());

  private Settings() {}

  /** The top-level keys of the event logger's configuration. */
  static Set<String> sections() {
    return EventLoggerConfig.keys();
  }

  static boolean isOfTheStarter(List<Object> path) {
    return OF_THE_STARTER.containsKey(path.get(0));
  }

  /**
   * What is wrong with a setting below the starter's own; empty if there is a setting of that name.
   */
  static Optional<String> mistake(List<Object> path) {
    List<String> names = OF_THE_STARTER.getOrDefault(path.get(0), List.of());
    String name = path.size() > 1 ? path.get(1).toString() : "";
    if (names.isEmpty() || names.contains(name)) {
      return Optional.empty();
    }
    return Optional.of(
        ": there is no such setting"
            + Suggestions.closest(name, names)
                .map(
                    meant ->
                        "; did you mean "
                            + EnvironmentTree.PREFIX
                            + "."
                            + path.get(0)
                            + "."
                            + meant
                            + "?")
                .orElse("; there are " + String.join(", ", names)));
  }
}
