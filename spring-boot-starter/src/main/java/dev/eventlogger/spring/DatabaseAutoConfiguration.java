package dev.eventlogger.spring;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.LogConfig;
import dev.eventlogger.config.Section;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.sink.db.DbEventLogger;
import dev.eventlogger.sink.db.DbEventStore;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.function.SingletonSupplier;

/**
 * Gives the application's own connections to logs of {@code db} that name no {@code url}, once the
 * application has migrated its database.
 */
@AutoConfiguration(
    after = EventLoggerAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
    })
@ConditionalOnClass({DbEventLogger.class, DependsOnDatabaseInitialization.class})
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnBean(EventLoggerConfig.class)
public class DatabaseAutoConfiguration {

  private static final String URL = "url";

  /** Created only once the application has migrated its database. */
  @Bean
  @Lazy
  @DependsOnDatabaseInitialization
  Migrated eventLoggerMigrated() {
    return new Migrated();
  }

  /** Marks that the application has initialized its database. */
  static final class Migrated {}

  @Bean
  EventLoggerCustomizer eventLoggerDatabase(
      EventLoggerConfig config, DataSource connections, ObjectProvider<Migrated> migrated) {
    List<LogConfig> logs = SharedConnections.logs(config);
    Section outbox = config.outbox();
    boolean hasOutbox = !outbox.isEmpty() && !outbox.values().containsKey(URL);
    return builder -> {
      if (hasOutbox || !logs.isEmpty()) {
        migrated.getObject();
      }
      logs.forEach(log -> builder.sinks(new DbEventLogger(connections)));
      if (hasOutbox) {
        builder.outbox(connections);
      }
    };
  }

  @Bean
  @ConditionalOnClass({DataSourceUtils.class, TransactionSynchronizationManager.class})
  @ConditionalOnMissingBean
  TransactionEvents eventLoggerTransactions(
      EventLogger events, DataSource connections, ObjectProvider<TransactionManager> managers) {
    Supplier<Boolean> isOfJta =
        SingletonSupplier.of(
            () ->
                managers.stream()
                    .map(AopUtils::getTargetClass)
                    .anyMatch(GlobalTransactions::areOf));
    return new TransactionEvents(events, connections, isOfJta::get);
  }

  /**
   * The store of the first log in the application's database, opened when it is first asked for.
   * Null only if the application brings an {@code EventLoggerConfig} of its own without such a log,
   * which the condition cannot see.
   */
  @Bean
  @Lazy
  @Conditional(OnSharedLog.class)
  @ConditionalOnMissingBean
  @Nullable EventStore eventLoggerStore(EventLoggerConfig config, DataSource connections)
      throws Exception {
    List<LogConfig> logs = SharedConnections.logs(config);
    if (logs.isEmpty()) {
      return null; // no log is in the application's database
    }
    EventStore store = new DbEventStore(connections);
    store.open(logs.get(0).settings());
    return store;
  }
}
