package dev.eventlogger.spring;

import dev.eventlogger.intake.context.ContextSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Answers for {@code trace_id} and {@code span_id} with what tracing keeps in SLF4J's context of
 * the thread: by an agent, say, whose classes nobody sees. Thread-safe.
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
