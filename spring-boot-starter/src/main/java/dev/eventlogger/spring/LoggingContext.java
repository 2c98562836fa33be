package dev.eventlogger.spring;

import dev.eventlogger.intake.context.ContextSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Answers from SLF4J's context of the thread, where Micrometer's tracing keeps {@code traceId} and
 * {@code spanId}. Thread-safe.
 */
final class LoggingContext implements ContextSource {

  @Override
  public @Nullable Object get(String key) {
    return switch (key) {
      case "trace_id" -> MDC.get("traceId");
      case "span_id" -> MDC.get("spanId");
      default -> MDC.get(key);
    };
  }
}
