package dev.eventlogger.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.EventLogger;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.micrometer.EventLoggerMetrics;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.testkit.InMemoryEventLogger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Logs use the application's own connections. */
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

  /** Runs work on the database at the start, in place of Flyway. */
  static class Migration extends DataSourceScriptDatabaseInitializer {

    private final Runnable work;

    Migration(DataSource connections, Runnable work) {
      super(connections, new DatabaseInitializationSettings());
      this.work = work;
    }

    @Override
    public boolean initializeDatabase() {
      work.run();
      return true;
    }
  }

  /** A migration that beans wait for, as in Spring Boot. */
  @Configuration
  @Import(DatabaseInitializationDependencyConfigurer.class)
  static class WithMigration {
    @Bean
    @Lazy // so that it is created only for what waits for it
    Migration migration(DataSource connections, List<Boolean> hadTable) {
      return new Migration(connections, () -> hadTable.add(hasTable(connections)));
    }
  }

  /** A migration that logs. */
  @Configuration
  @Import(DatabaseInitializationDependencyConfigurer.class)
  static class WithMigrationThatLogs {
    @Bean
    Migration migration(DataSource connections, EventLogger events) {
      return new Migration(connections, () -> events.log(EventDraft.named("migrated")));
    }
  }

  private static boolean hasTable(DataSource connections) {
    String tables =
        "SELECT COUNT(*) FROM information_schema.tables WHERE LOWER(table_name) = 'event_logs'";
    Long count = new JdbcTemplate(connections).queryForObject(tables, Long.class);
    return count != null && count > 0;
  }

  @Test
  void isOpenedOnceTheDatabaseIsMigrated() {
    List<Boolean> hadTable = new CopyOnWriteArrayList<>();
    runner
        .withUserConfiguration(WithMigration.class)
        .withBean("hadTable", List.class, () -> hadTable)
        .run(
            context -> {
              EventLogger events = context.getBean(EventLogger.class);
              events.log(EventDraft.named("noted"));
              assertThat(events.flush(Duration.ofSeconds(20))).isEqualTo(FlushResult.FLUSHED);
              assertThat(hadTable).containsExactly(false);
              assertThat(hasTable(context.getBean(DataSource.class))).isTrue();
            });
  }

  @Test
  void letsAMigrationLogWhereNoLogIsKeptInTheDatabase() {
    InMemoryEventLogger delivered = new InMemoryEventLogger();
    runner
        .withUserConfiguration(WithMigrationThatLogs.class)
        .withBean(InMemoryEventLogger.class, () -> delivered)
        .withPropertyValues("event-logger.logger-name=in-memory")
        .run(
            context -> {
              assertThat(context).hasNotFailed().doesNotHaveBean(EventStore.class);
              assertThat(delivered.await(1, Duration.ofSeconds(20)))
                  .extracting(Event::name)
                  .containsExactly("migrated");
            });
  }

  /** Logs into the transaction around a call, by a statement and by an annotation. */
  static class Orders {

    private final TransactionEvents events;

    Orders(TransactionEvents events) {
      this.events = events;
    }

    public void place(int id) {
      events.log(EventDraft.named("order-placed").data(Map.of("id", id)));
    }

    @LogEvent(capture = LogEvent.Capture.IN_TRANSACTION)
    public void pay(int id) {}
  }

  @Test
  void logsIntoTheTransactionOfTheThread() {
    runner
        .withConfiguration(
            AutoConfigurations.of(DataSourceTransactionManagerAutoConfiguration.class))
        .withBean(Orders.class)
        .withPropertyValues("event-logger.outbox.poll=10ms")
        .run(
            context -> {
              Orders orders = context.getBean(Orders.class);
              TransactionTemplate transaction =
                  new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
              assertThatThrownBy(() -> orders.place(0))
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessageContaining("within @Transactional");
              transaction.executeWithoutResult(
                  status -> {
                    orders.place(1);
                    orders.pay(1);
                    status.setRollbackOnly();
                  });
              transaction.executeWithoutResult(
                  status -> {
                    orders.place(2);
                    orders.pay(2);
                  });

              EventStore store = context.getBean(EventStore.class);
              assertThat(stored(store, 2))
                  .extracting(Event::name)
                  .containsExactlyInAnyOrder("order-placed", "pay");
              assertThat(stored(store, 2).toString()).doesNotContain("\"id\":1");
            });
  }

  @Test
  void showsTheOutboxAsMeters() {
    runner
        .withConfiguration(
            AutoConfigurations.of(DataSourceTransactionManagerAutoConfiguration.class))
        .withBean(Orders.class)
        .withPropertyValues("event-logger.outbox.poll=10ms")
        .run(
            context -> {
              SimpleMeterRegistry registry = new SimpleMeterRegistry();
              new EventLoggerMetrics(context.getBean(EventLogger.class)).bindTo(registry);
              assertThat(registry.get("eventlog.outbox.relayed").functionCounter().count())
                  .isZero();

              new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                  .executeWithoutResult(status -> context.getBean(Orders.class).place(1));
              assertThat(stored(context.getBean(EventStore.class), 1)).hasSize(1);

              // An event leaves the outbox a moment after it was delivered.
              while (registry.get("eventlog.outbox.relayed").functionCounter().count() < 1) {
                TimeUnit.MILLISECONDS.sleep(5);
              }
              for (String gauge : List.of("waiting", "unclaimed", "failed", "age")) {
                assertThat(registry.get("eventlog.outbox." + gauge).gauge().value())
                    .as(gauge)
                    .isNotNaN()
                    .isNotNegative();
              }
            });
    runner.run(
        context -> {
          SimpleMeterRegistry registry = new SimpleMeterRegistry();
          new EventLoggerMetrics(context.getBean(EventLogger.class)).bindTo(registry);
          assertThat(registry.find("eventlog.outbox.waiting").gauge()).isNull();
        });
  }

  /** The events in the store, once there are so many. */
  private static List<Event> stored(EventStore store, int count) throws InterruptedException {
    List<Event> events = store.find(EventQuery.of(EventFilter.ALL)).events();
    while (events.size() < count) {
      TimeUnit.MILLISECONDS.sleep(20);
      events = store.find(EventQuery.of(EventFilter.ALL)).events();
    }
    return events;
  }

  @Test
  void leavesThemAloneWhereTheLogNamesItsOwn() {
    runner
        .withPropertyValues("event-logger.loggers.db.url=jdbc:h2:mem:own;DB_CLOSE_DELAY=-1")
        .run(
            context -> {
              EventLogger events = context.getBean(EventLogger.class);
              events.log("ada", EventType.CLICK, Map.of());
              assertThat(events.flush(Duration.ofSeconds(20))).isEqualTo(FlushResult.FLUSHED);
              assertThat(hasTable(context.getBean(DataSource.class))).isFalse();
              assertThat(context).doesNotHaveBean(EventStore.class);
            });
  }
}
