package dev.eventlogger.spring.web;

import dev.eventlogger.EventLogger;
import dev.eventlogger.spring.EventLoggerAutoConfiguration;
import dev.eventlogger.spring.EventLoggerProperties;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.server.WebFilter;

/** Logs requests to a Spring WebFlux application as events. */
@AutoConfiguration(after = EventLoggerAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(name = "org.springframework.web.reactive.HandlerMapping")
@ConditionalOnBean(EventLogger.class)
@ConditionalOnProperty(
    prefix = "event-logger.api",
    name = "enabled",
    havingValue = "true",
    matchIfMissing = true)
public class ReactiveRequestsAutoConfiguration {

  @Bean
  @Order(RequestsAutoConfiguration.FIRST)
  WebFilter eventLoggerWebFilter(
      EventLogger events, EventLoggerProperties properties, Environment environment) {
    return new EventLoggerWebFilter(events, properties.api(), ActuatorPath.ofFlux(environment));
  }

  /** For requests that no filters of Spring Security handle. */
  @Bean
  @Order(RequestsAutoConfiguration.BEHIND_SECURITY)
  WebFilter eventLoggerUserWebFilter() {
    return (exchange, chain) -> chain.filter(NotedExchange.of(exchange));
  }

  /** Only the filters of Spring Security know whom they refuse. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(SecurityWebFilterChain.class)
  static class OfSecurity {
    @Bean
    static BeanPostProcessor eventLoggerSecurity() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof SecurityWebFilterChain filters ? new NotedSecurity(filters) : bean;
        }
      };
    }
  }
}
