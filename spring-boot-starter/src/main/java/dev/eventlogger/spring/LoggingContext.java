package dev.eventlogger.spring;

import dev.eventlogger.intake.context.ContextSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Answers from the thread's MDC of SLF4J. Thread-safe. */
final class LoggingContext implements ContextSource {

  @Override
  public @Nullable Object get(String key) {
    return MDC.get(key);
  }
}
