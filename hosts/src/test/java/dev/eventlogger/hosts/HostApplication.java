package dev.eventlogger.hosts;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.sink.db.DbEventLogger;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;

/** An application that logs its events to its own database, once that has been migrated. */
@SpringBootApplication
class HostApplication {

  private static final String YAML = "EVENT_LOGGER_NAME: db\nEVENT_LOGGERS: {db: {}}\n";

  @Bean(destroyMethod = "close")
  @DependsOnDatabaseInitialization
  EventLogger events(DataSource connections) {
    EventLoggerConfig config = EventLoggerConfig.parse("host.yaml", YAML, Map.of());
    return EventLogger.open(config, new DbEventLogger(connections));
  }
}
