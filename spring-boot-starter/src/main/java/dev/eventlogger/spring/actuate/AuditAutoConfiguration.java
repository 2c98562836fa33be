package dev.eventlogger.spring.actuate;

import dev.eventlogger.EventLogger;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.spring.DatabaseAutoConfiguration;
import dev.eventlogger.spring.EventLoggerAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * Logs Spring Boot's audit events as events of level AUDIT: sign-ins, denials, and what the
 * application publishes.
 */
@AutoConfiguration(
    after = {EventLoggerAutoConfiguration.class, DatabaseAutoConfiguration.class},
    beforeName = "org.springframework.boot.actuate.autoconfigure.audit.AuditAutoConfiguration")
@ConditionalOnClass(AuditEventRepository.class)
@ConditionalOnBean(EventLogger.class)
@ConditionalOnProperty(
    prefix = "event-logger.audit",
    name = "enabled",
    havingValue = "true",
    matchIfMissing = true)
public class AuditAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(AuditEventRepository.class)
  AuditEvents eventLoggerAuditEvents(EventLogger events, ObjectProvider<EventStore> store) {
    return new AuditEvents(events, store::getIfAvailable);
  }
}
