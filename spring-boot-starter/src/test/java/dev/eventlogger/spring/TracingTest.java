package dev.eventlogger.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.testkit.InMemoryEventLogger;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Events as parts of traces. */
@Timeout(60)
class TracingTest {

  private final io.opentelemetry.api.trace.Tracer spans =
      SdkTracerProvider.builder().build().get("test");
  private final InMemoryEventLogger delivered = new InMemoryEventLogger();
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withBean(InMemoryEventLogger.class, () -> delivered)
          .withConfiguration(AutoConfigurations.of(EventLoggerAutoConfiguration.class))
          .withPropertyValues(
              "event-logger.logger-name=in-memory",
              "event-logger.delivery.linger=1ms",
              "event-logger.context.keys[0]=trace_id",
              "event-logger.context.keys[1]=span_id");

  private static Map<String, String> ids(String trace, String span) {
    return Map.of("trace_id", trace, "span_id", span);
  }

  private List<Object> contexts(int count) throws InterruptedException {
    return delivered.await(count, Duration.ofSeconds(20)).stream()
        .<Object>map(Event::context)
        .toList();
  }

  @Test
  void hasTraceAndSpanOfTheObservationInWhoseScopeItIsLogged() {
    Tracer tracer = new OtelTracer(spans, new OtelCurrentTraceContext(), event -> {});
    ObservationRegistry observations = ObservationRegistry.create();
    observations
        .observationConfig()
        .observationHandler(new DefaultTracingObservationHandler(tracer));
    runner
        .withBean(Tracer.class, () -> tracer)
        .run(
            context -> {
              EventLogger events = context.getBean(EventLogger.class);
              List<Object> expected = new ArrayList<>();
              Runnable log =
                  () -> {
                    var span = tracer.currentSpan();
                    expected.add(
                        span == null
                            ? ids("", "")
                            : ids(span.context().traceId(), span.context().spanId()));
                    events.log(EventDraft.named("noted"));
                  };
              Observation.createNotStarted("outer", observations)
                  .observe(
                      () -> {
                        log.run();
                        Observation.createNotStarted("inner", observations).observe(log);
                        log.run();
                      });
              log.run();

              assertThat(contexts(4)).containsExactlyElementsOf(expected);
              assertThat(expected.get(2)).isEqualTo(expected.get(0)).isNotEqualTo(expected.get(1));
              assertThat(expected.get(3)).isEqualTo(ids("", ""));
            });
  }

  @Test
  void hasTheSpanOfOpenTelemetryWhereThereIsNoTracer() {
    runner.run(
        context -> {
          Span span = spans.spanBuilder("work").startSpan();
          MDC.put("traceId", "stale");
          try (Scope scope = span.makeCurrent()) {
            assertThat(scope).isNotNull();
            context.getBean(EventLogger.class).log(EventDraft.named("noted"));
          } finally {
            MDC.clear();
            span.end();
          }

          var ids = span.getSpanContext();
          assertThat(contexts(1)).containsExactly(ids(ids.getTraceId(), ids.getSpanId()));
        });
  }

  @Test
  void asksTheTracerBeforeAnybodyElse() {
    Tracer tracer = mock(Tracer.class, RETURNS_DEEP_STUBS);
    when(tracer.currentSpan().context().traceId()).thenReturn("t1");
    when(tracer.currentSpan().context().spanId()).thenReturn("s1");
    runner
        .withBean(Tracer.class, () -> tracer)
        .run(
            context -> {
              Span other = spans.spanBuilder("other").startSpan();
              try (Scope scope = other.makeCurrent()) {
                assertThat(scope).isNotNull();
                context.getBean(EventLogger.class).log(EventDraft.named("noted"));
              }

              assertThat(contexts(1)).containsExactly(ids("t1", "s1"));
            });
  }

  @Test
  void hasWhatAnAgentKeepsForLogLines() {
    runner.run(
        context -> {
          MDC.put("traceId", "t2");
          MDC.put("spanId", "s2");
          try {
            context.getBean(EventLogger.class).log(EventDraft.named("noted"));
          } finally {
            MDC.clear();
          }

          assertThat(contexts(1)).containsExactly(ids("t2", "s2"));
        });
  }
}
