package dev.eventlogger.cli;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.LogConfig;
import dev.eventlogger.delivery.DeliverySettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the events of each log of a configuration wait for their sink. */
final class LogDeliveries {

  private LogDeliveries() {}

  /**
   * The delivery settings of each log, its own or the common ones, by name in the order configured.
   */
  static Map<String, DeliverySettings> of(EventLoggerConfig config) {
    Map<String, DeliverySettings> settings = new LinkedHashMap<>();
    for (LogConfig log : config.logs()) {
      settings.put(log.name(), log.delivery().orElse(config.delivery()).as(DeliverySettings.class));
    }
    return settings;
  }

  /** The folder of the journal of each log that has one. */
  static Map<String, Path> journals(EventLoggerConfig config) {
    Map<String, Path> journals = new LinkedHashMap<>();
    of(config)
        .forEach(
            (log, settings) -> {
              if (settings.directory() != null) {
                journals.put(log, settings.directory().resolve(log));
              }
            });
    return journals;
  }
}
