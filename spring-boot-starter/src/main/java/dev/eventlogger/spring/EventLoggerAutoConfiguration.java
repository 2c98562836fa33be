package dev.eventlogger.spring;

import dev.eventlogger.EventLogger;
import dev.eventlogger.EventLoggerBuilder;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.intake.context.ContextSource;
import dev.eventlogger.servlet.RequestContext;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spring.config.ConfigurationLoader;
import dev.eventlogger.spring.method.LogEventPostProcessor;
import io.micrometer.tracing.Tracer;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.function.SingletonSupplier;

/**
 * The application's event logger: opened with the application's sinks, context sources and
 * settings, and closed after the beans that log to it. An {@link EventLogger} or {@link
 * EventLoggerConfig} bean of the application takes precedence.
 */
@AutoConfiguration
@ConditionalOnProperty(
    prefix = "event-logger",
    name = "enabled",
    havingValue = "true",
    matchIfMissing = true)
@EnableConfigurationProperties(EventLoggerProperties.class)
public class EventLoggerAutoConfiguration {

  // The order of context sources. All except LAST come before the application's own, which have no
  // order.

  /**
   * The tracer itself knows the scope in which an event is logged; the others know it at second
   * hand.
   */
  private static final int BEFORE_ALL = -2;

  private static final int BEFORE_REQUESTS = -1;
  private static final int FIRST = 0;

  private static final int AFTERWARDS = 1;
  private static final int LAST = 2;

  @Bean
  @ConditionalOnMissingBean({EventLogger.class, EventLoggerConfig.class})
  EventLoggerConfig eventLoggerConfig(
      EventLoggerProperties properties, Environment environment, ResourceLoader resources) {
    return ConfigurationLoader.load(properties.config(), environment, resources);
  }

  /** Takes the beans directly, not through providers, so that it is closed before them. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  EventLogger eventLogger(
      EventLoggerConfig config,
      List<BaseEventLogger> sinks,
      List<ContextSource> sources,
      List<EventLoggerCustomizer> customizers,
      ObjectProvider<DataSource> connections) {
    SharedConnections.check(config, connections);
    EventLoggerBuilder builder =
        EventLogger.builder()
            .config(config)
            .closeOnShutdown(false)
            .contextSource(new ContextSources(sources))
            .sinks(sinks.toArray(BaseEventLogger[]::new));
    customizers.forEach(customizer -> customizer.customize(builder));
    return builder.open();
  }

  /**
   * Static, since a post-processor is created before other beans, and must not cause their
   * creation.
   */
  @Bean
  static LogEventPostProcessor logEventPostProcessor(
      ObjectProvider<EventLogger> events,
      ObjectProvider<TransactionEvents> transactions,
      ObjectProvider<ContextSource> sources,
      Environment environment) {
    boolean isOfClass =
        environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true);
    return new LogEventPostProcessor(
        events::getObject, transactions::getIfAvailable, new CurrentUser(sources), isOfClass);
  }

  /** Context from the observation in whose scope an event is logged. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "io.micrometer.tracing.Tracer")
  static class OfTracing {
    @Bean
    @Order(BEFORE_ALL)
    ContextSource eventLoggerTracer(ObjectProvider<Tracer> tracer) {
      return new TracerContext(SingletonSupplier.ofNullable(tracer::getIfUnique));
    }
  }

  /** Context from OpenTelemetry's current span. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "io.opentelemetry.api.trace.Span")
  static class OfOpenTelemetry {
    @Bean
    @Order(BEFORE_REQUESTS)
    ContextSource eventLoggerSpan() {
      return new OpenTelemetryContext();
    }
  }

  /** Context from the request that a thread answers. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "jakarta.servlet.Filter")
  static class OfRequests {
    @Bean
    @Order(FIRST)
    ContextSource eventLoggerRequestContext() {
      return new RequestContext();
    }
  }

  /** Context from what a Reactor pipeline works on, such as a request to WebFlux. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "reactor.core.publisher.Mono")
  static class OfReactor {
    @Bean
    @Order(FIRST)
    ContextSource eventLoggerReactiveContext() {
      return new ReactiveContext();
    }
  }

  /** Context from the user who has signed in. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.security.core.context.SecurityContextHolder")
  static class OfSecurity {
    @Bean
    @Order(AFTERWARDS)
    ContextSource eventLoggerSecurityUser() {
      return new SecurityUser();
    }
  }

  /** Context from SLF4J's MDC. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.slf4j.MDC")
  static class OfLogging {
    @Bean
    @Order(FIRST)
    ContextSource eventLoggerTrace() {
      return new TraceContext();
    }

    @Bean
    @Order(LAST)
    ContextSource eventLoggerLoggingContext() {
      return new LoggingContext();
    }
  }
}
