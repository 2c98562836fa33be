package dev.eventlogger.spring.test;

import dev.eventlogger.testkit.InMemoryEventLogger;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * Keeps the events of a test in memory, instead of sending them where the application's settings
 * say: inject {@link InMemoryEventLogger}, and ask it. Policy, schemas and context are those of the
 * application. Needs {@code event-logger-testkit} on the class path of the tests.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@TestPropertySource(
    properties = {
      "event-logger.logger-name=in-memory",
      "event-logger.delivery.directory=",
      "event-logger.delivery.linger=1ms",
      "event-logger.reports.every=0s"
    })
@Import(RecordedEvents.Configuration.class)
public @interface RecordedEvents {

  /** The log in memory. */
  @TestConfiguration(proxyBeanMethods = false)
  class Configuration {

    /** For Spring. */
    public Configuration() {}

    @Bean
    InMemoryEventLogger recordedEvents() {
      return new InMemoryEventLogger();
    }
  }
}
