package dev.eventlogger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.EventType;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/** The application's own connections. */
@Timeout(60)
class DatabaseTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  DataSourceAutoConfiguration.class,
                  DatabaseAutoConfiguration.class,
                  EventLoggerAutoConfiguration.class))
          .withPropertyValues(
              "spring.datasource.generate-unique-name=true",
              "event-logger.logger-name=db",
              "event-logger.delivery.linger=1ms");

  @Test
  void keepsEventsWhereTheApplicationKeepsItsOwn() {
    runner.run(
        context -> {
          EventLogger events = context.getBean(EventLogger.class);
          events.log("ada", EventType.CLICK, Map.of("element", "RUN"));
          assertThat(events.flush(Duration.ofSeconds(20))).isEqualTo(FlushResult.FLUSHED);

          JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
          assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM \"event_logs\"", Long.class))
              .isOne();
          EventStore store = context.getBean(EventStore.class);
          assertThat(store.find(EventQuery.of(EventFilter.ALL)).events()).hasSize(1);
        });
  }

  @Test
  void leavesThemAloneWhereTheLogNamesItsOwn() {
    runner
        .withPropertyValues("event-logger.loggers.db.url=jdbc:h2:mem:own;DB_CLOSE_DELAY=-1")
        .run(
            context -> {
              context.getBean(EventLogger.class).log("ada", EventType.CLICK, Map.of());
              JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
              assertThat(
                      jdbc.queryForObject(
                          "SELECT COUNT(*) FROM information_schema.tables WHERE LOWER(table_name) ="
                              + " 'event_logs'",
                          Long.class))
                  .isZero();
            });
  }
}
