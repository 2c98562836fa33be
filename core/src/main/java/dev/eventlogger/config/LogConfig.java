package dev.eventlogger.config;

import java.util.Optional;
import java.util.Set;

/**
 * One chosen log.
 *
 * @param name its name, unique among the chosen ones
 * @param logger the name of its sink
 * @param place where the sink is named, for messages: {@code event-logger.yaml: EVENT_LOGGER_NAME}
 * @param settings the sink's: all except {@code logger}, {@code when}, {@code keys}, {@code
 *     delivery} and {@code seal}
 * @param when which events it takes; empty for all
 * @param context its {@code keys}, if it has any
 * @param delivery its settings that override {@code EVENT_DELIVERY}
 * @param seal the settings of its seal, which may have no entries; empty if it is not sealed
 */
public record LogConfig(
    String name,
    String logger,
    String place,
    Section settings,
    Section when,
    Section context,
    Section delivery,
    Optional<Section> seal) {

  /** A log that is not sealed. */
  public LogConfig(
      String name,
      String logger,
      String place,
      Section settings,
      Section when,
      Section context,
      Section delivery) {
    this(name, logger, place, settings, when, context, delivery, Optional.empty());
  }

  /** Whether it is sealed. */
  boolean isSealed() {
    return seal.isPresent();
  }

  /** The same log, with defaults for the delivery settings that it does not have. */
  LogConfig orDelivery(Section defaults) {
    return withDelivery(delivery.orElse(defaults));
  }

  /** The same log, with delivery settings that override its own. */
  LogConfig overrideDelivery(Section settings) {
    return withDelivery(settings.orElse(delivery));
  }

  /** The same log, without some of its own delivery settings. */
  LogConfig withoutDelivery(Set<String> keys) {
    return withDelivery(delivery.without(keys));
  }

  private LogConfig withDelivery(Section other) {
    return new LogConfig(name, logger, place, settings, when, context, other, seal);
  }
}
