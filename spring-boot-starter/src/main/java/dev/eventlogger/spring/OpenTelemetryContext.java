package dev.eventlogger.spring;

import dev.eventlogger.intake.context.ContextSource;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code trace_id} and {@code span_id} from OpenTelemetry's current span, even one that its
 * agent has begun. Thread-safe.
 */
final class OpenTelemetryContext implements ContextSource {

  @Override
  public @Nullable Object get(String key) {
    if (!key.equals("trace_id") && !key.equals("span_id")) {
      return null;
    }
    SpanContext current = Span.current().getSpanContext();
    if (!current.isValid()) {
      return null;
    }
    return key.equals("trace_id") ? current.getTraceId() : current.getSpanId();
  }
}
