package dev.eventlogger.spring;

import dev.eventlogger.intake.context.ContextSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Answers {@code trace_id} and {@code span_id} from what tracing keeps in the thread's MDC of
 * SLF4J: an agent, for instance, whose classes are not visible here. Thread-safe.
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
