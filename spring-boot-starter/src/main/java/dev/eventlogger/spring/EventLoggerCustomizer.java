package dev.eventlogger.spring;

import dev.eventlogger.EventLoggerBuilder;

/**
 * Changes how the application's event logger is made, just before it is opened. Beans of this type
 * are asked in their order.
 */
@FunctionalInterface
public interface EventLoggerCustomizer {

  /** Changes the builder, which has all that the starter gives it. */
  void customize(EventLoggerBuilder builder);
}
