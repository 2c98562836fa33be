package dev.eventlogger.spring;

import dev.eventlogger.intake.context.ContextSource;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code trace_id} and {@code span_id} from the current span of Micrometer's tracer: that
 * of the observation in whose scope an event is logged. Thread-safe.
 */
final class TracerContext implements ContextSource {

  private final Supplier<@Nullable Tracer> tracer;

  TracerContext(Supplier<@Nullable Tracer> tracer) {
    this.tracer = tracer;
  }

  @Override
  public @Nullable Object get(String key) {
    return switch (key) {
      case "trace_id" -> id(TraceContext::traceId);
      case "span_id" -> id(TraceContext::spanId);
      default -> null;
    };
  }

  /** The id; null also if the tracer is off, whose spans have empty ids. */
  private @Nullable String id(Function<TraceContext, @Nullable String> which) {
    Tracer known = tracer.get();
    Span span = known == null ? null : known.currentSpan();
    String id = span == null ? null : which.apply(span.context());
    return id == null || id.isEmpty() ? null : id;
  }
}
