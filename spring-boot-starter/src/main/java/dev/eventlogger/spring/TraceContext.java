package dev.eventlogger.spring;

import dev.eventlogger.intake.context.ContextSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Answers for {@code trace_id} and {@code span_id} with what Micrometer's tracing keeps in SLF4J's
 * context of the thread. Thread-safe.
 */
final class TraceContext implements ContextSource {

  @Override
  public @Nullable Object get(String key) {
    return switch (key) {
      case "trace_id" -> MDC.get("traceId");
      case "span_id" -> MDC.get("spanId");
      default -> null;
    };
  }
}
