package dev.eventlogger.spring;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.LogConfig;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;

/** Which logs are kept in the application's database. */
final class SharedConnections {

  private static final String DATABASE = "db";
  private static final String URL = "url";

  private SharedConnections() {}

  /**
   * The logs of {@code db}; none if one of them has a {@code url} of its own, since sinks cannot be
   * told apart then.
   */
  static List<LogConfig> logs(EventLoggerConfig config) {
    List<LogConfig> logs =
        config.logs().stream().filter(log -> log.logger().equals(DATABASE)).toList();
    boolean isOwn = logs.stream().anyMatch(log -> log.settings().values().containsKey(URL));
    return isOwn ? List.of() : logs;
  }

  /**
   * Checks that it is clear which connections to use.
   *
   * @throws ConfigException if there are several DataSources, none of which is primary
   */
  static void check(EventLoggerConfig config, ObjectProvider<DataSource> connections) {
    for (LogConfig log : logs(config)) {
      if (connections.getIfUnique() == null && connections.stream().count() > 1) {
        throw new ConfigException(
            List.of(
                log.settings().place()
                    + ": the application has several DataSources; mark one with @Primary, or name"
                    + " a url here"));
      }
    }
  }
}
