package dev.eventlogger.config;

import java.util.Set;

/**
 * One chosen log.
 *
 * @param name its name, unique among the chosen ones
 * @param logger the name of its sink
 * @param place where the sink is named, for messages: {@code event-logger.yaml: EVENT_LOGGER_NAME}
 * @param settings what is the sink's: all but {@code logger}, {@code when}, {@code keys} and {@code
 *     delivery}
 * @param when which events it takes; empty for all
 * @param context its {@code keys}, if it has any
 * @param delivery what it overrides of {@code EVENT_DELIVERY}
 */
public record LogConfig(
    String name,
    String logger,
    String place,
    Section settings,
    Section when,
    Section context,
    Section delivery) {

  /** The same log, with settings of delivery that win over its own. */
  LogConfig overrideDelivery(Section settings) {
    return withDelivery(settings.orElse(delivery));
  }

  /** The same log, without some settings of delivery. */
  LogConfig withoutDelivery(Set<String> keys) {
    return withDelivery(delivery.without(keys));
  }

  private LogConfig withDelivery(Section other) {
    return new LogConfig(name, logger, place, settings, when, context, other);
  }
}
