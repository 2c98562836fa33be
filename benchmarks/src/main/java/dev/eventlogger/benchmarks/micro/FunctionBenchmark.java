package dev.eventlogger.benchmarks.micro;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.spring.LogEvent;
import dev.eventlogger.spring.method.LogEventPostProcessor;
import io.micrometer.core.annotation.Timed;
import io.micrometer.core.aop.TimedAspect;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.annotation.Observed;
import io.micrometer.observation.aop.ObservedAspect;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.aop.aspectj.annotation.AspectJProxyFactory;
import org.springframework.aop.framework.ProxyFactory;

/**
 * The cost of wrapping a function of a Spring bean: an event for each call, into a log that
 * discards it, compared with Micrometer's annotations.
 */
@State(Scope.Benchmark)
public class FunctionBenchmark {

  private static final String YAML =
      """
      EVENT_LOGGER_NAME: discarding
      EVENT_DELIVERY: {on_full: drop-oldest}
      EVENT_REPORTS: {every: 0s}
      """;

  private final EventLogger events =
      EventLogger.open(
          EventLoggerConfig.parse("benchmark.yaml", YAML, Map.of()), new DiscardingLogger());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Functions plain = new Functions();
  private final Functions proxied = proxied();
  private final Functions logged = logged();
  private final Functions timed = with(new TimedAspect(meters));
  private final Functions observed = with(new ObservedAspect(observations()));
  private int next;

  /** Created by JMH. */
  public FunctionBenchmark() {}

  /** Functions that do next to nothing. */
  public static class Functions {
    /** Also called for proxies. */
    public Functions() {}

    /** Has no annotation. */
    public int plain(int id, String report) {
      return id + report.length();
    }

    /** Is logged. */
    @LogEvent
    public int logged(int id, String report) {
      return id + report.length();
    }

    /** Is timed. */
    @Timed
    public int timed(int id, String report) {
      return id + report.length();
    }

    /** Is observed. */
    @Observed
    public int observed(int id, String report) {
      return id + report.length();
    }
  }

  private static Functions proxied() {
    ProxyFactory factory = new ProxyFactory(new Functions());
    factory.setProxyTargetClass(true);
    factory.addAdvice((org.aopalliance.intercept.MethodInterceptor) call -> call.proceed());
    return (Functions) factory.getProxy();
  }

  private Functions logged() {
    LogEventPostProcessor around =
        new LogEventPostProcessor(() -> events, () -> null, () -> "42", true);
    return (Functions) around.postProcessAfterInitialization(new Functions(), "functions");
  }

  private static Functions with(Object aspect) {
    AspectJProxyFactory factory = new AspectJProxyFactory(new Functions());
    factory.setProxyTargetClass(true);
    factory.addAspect(aspect);
    return factory.getProxy();
  }

  private ObservationRegistry observations() {
    ObservationRegistry registry = ObservationRegistry.create();
    registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    return registry;
  }

  /** Closes the event logger. */
  @TearDown
  public void close() {
    events.close();
  }

  /** The function itself. */
  @Benchmark
  public int plain() {
    return plain.plain(next++, "report");
  }

  /** A proxy that does nothing. */
  @Benchmark
  public int proxy() {
    return proxied.plain(next++, "report");
  }

  /** {@code @LogEvent}: an event with inputs, user and duration, handed to its log. */
  @Benchmark
  public int logEvent() {
    return logged.logged(next++, "report");
  }

  /** Micrometer's {@code @Timed}. */
  @Benchmark
  public int timed() {
    return timed.timed(next++, "report");
  }

  /** Micrometer's {@code @Observed}, with meters alone. */
  @Benchmark
  public int observed() {
    return observed.observed(next++, "report");
  }
}
