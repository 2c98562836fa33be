package dev.eventlogger.spring;

import dev.eventlogger.EventLoggerBuilder;

/**
 * Customizes the application's event logger just before it is opened. Beans of this type are called
 * in their order.
 */
@FunctionalInterface
public interface EventLoggerCustomizer {

  /** Changes the builder, after the starter has set it up. */
  void customize(EventLoggerBuilder builder);
}
