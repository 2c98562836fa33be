package dev.eventlogger.spring.actuate;

import dev.eventlogger.EventLogger;
import dev.eventlogger.micrometer.EventLoggerMetrics;
import dev.eventlogger.spring.EventLoggerAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What an event logger shows about itself: meters, health, and {@code /actuator/eventlogger}. */
@AutoConfiguration(after = EventLoggerAutoConfiguration.class)
@ConditionalOnBean(EventLogger.class)
public class ActuatorAutoConfiguration {

  /** The ledger as meters. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "io.micrometer.core.instrument.MeterRegistry")
  static class Meters {
    @Bean
    @ConditionalOnMissingBean
    EventLoggerMetrics eventLoggerMetrics(EventLogger events) {
      return new EventLoggerMetrics(events);
    }
  }

  /** The ledger over HTTP and JMX. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.annotation.Endpoint")
  static class Ledgers {
    @Bean
    @ConditionalOnAvailableEndpoint
    EventLoggerEndpoint eventLoggerEndpoint(EventLogger events) {
      return new EventLoggerEndpoint(events);
    }
  }

  /** Health with the classes of Spring Boot 3. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
  @org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator(
      "eventlogger")
  static class HealthOfBoot3 {
    @Bean
    org.springframework.boot.actuate.health.HealthIndicator eventLoggerHealthIndicator(
        EventLogger events) {
      return () -> {
        LogHealth health = LogHealth.of(events.ledger());
        return new org.springframework.boot.actuate.health.Health.Builder()
            .status(health.status())
            .withDetails(health.logs())
            .build();
      };
    }
  }

  /** Health with the classes of Spring Boot 4. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
  @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator(
      "eventlogger")
  static class HealthOfBoot4 {
    @Bean
    org.springframework.boot.health.contributor.HealthIndicator eventLoggerHealthIndicator(
        EventLogger events) {
      return () -> {
        LogHealth health = LogHealth.of(events.ledger());
        return new org.springframework.boot.health.contributor.Health.Builder()
            .status(health.status())
            .withDetails(health.logs())
            .build();
      };
    }
  }
}
