package dev.eventlogger.sink.db;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.spi.Requirements;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The settings of the {@code db} sink and store, with defaults filled in. */
record Settings(
    String url,
    @Nullable String user,
    @Nullable String password,
    String table,
    Schema schema,
    TableLayout layout,
    Integer poolSize,
    Duration connectTimeout,
    Duration poolTimeout,
    Duration queryTimeout,
    Duration socketTimeout,
    @Nullable Integer daysToKeepEventLogs,
    Duration purgeInterval) {

  static final String DEFAULT_URL = "jdbc:h2:file:./event-logs";

  private static final Duration LONGEST = Duration.ofHours(1);

  /** What happens to the table when the sink is opened. */
  enum Schema {
    /** It is created, or brought up to date. */
    MIGRATE,
    /** It must exist, and be as it should be. */
    VALIDATE,
    /** It is not checked. */
    NONE
  }

  /** Which columns the table has. */
  enum TableLayout {
    /** Everything that an event has. */
    EVENT_LOGGER,
    /** Those of Querybook. */
    QUERYBOOK
  }

  Settings {
    url = H2Url.durable(requireNonNullElse(url, DEFAULT_URL));
    table = requireNonNullElse(table, "event_logs");
    schema = requireNonNullElse(schema, Schema.MIGRATE);
    layout = requireNonNullElse(layout, TableLayout.EVENT_LOGGER);
    poolSize = requireNonNullElse(poolSize, 4);
    connectTimeout = requireNonNullElse(connectTimeout, Duration.ofSeconds(10));
    poolTimeout = requireNonNullElse(poolTimeout, Duration.ofSeconds(10));
    queryTimeout = requireNonNullElse(queryTimeout, Duration.ofSeconds(30));
    socketTimeout = requireNonNullElse(socketTimeout, Duration.ofSeconds(40));
    purgeInterval = requireNonNullElse(purgeInterval, Duration.ofHours(1));
    String name = table;
    Requirements requirements =
        new Requirements()
            .that(
                url.startsWith("jdbc:"),
                "url",
                "must be a JDBC URL, such as jdbc:postgresql://localhost/app")
            .hold(() -> TableName.parse(name))
            .that(poolSize >= 2 && poolSize <= 100, "pool_size", "must be from 2 to 100");
    checkTimeouts(requirements, connectTimeout, poolTimeout, queryTimeout, socketTimeout);
    requirements
        .that(
            daysToKeepEventLogs == null || daysToKeepEventLogs == -1 || daysToKeepEventLogs > 0,
            "days_to_keep_event_logs",
            "must be -1, to keep them for ever, or a number of days from 1 on")
        .that(
            purgeInterval.compareTo(Duration.ofMinutes(1)) >= 0,
            "purge_interval",
            "must be at least 1m")
        .orThrow();
  }

  private static void checkTimeouts(
      Requirements requirements, Duration connect, Duration pool, Duration query, Duration socket) {
    String range = "must be from 1s to 1h";
    requirements
        .that(isTimeout(connect), "connect_timeout", range)
        .that(isTimeout(pool), "pool_timeout", range)
        .that(isTimeout(query), "query_timeout", range)
        .that(isTimeout(socket), "socket_timeout", range)
        .that(
            socket.compareTo(query) > 0,
            "socket_timeout",
            "must be longer than query_timeout, or no query could end by its own");
  }

  /** Whether events are removed when they are old enough. */
  boolean isAging() {
    return daysToKeepEventLogs != null && daysToKeepEventLogs >= 0;
  }

  /** The same settings for a reader: a file of H2 is not created if there is none. */
  Settings ofExisting() {
    return new Settings(
        H2Url.ofExisting(url),
        user,
        password,
        table,
        schema,
        layout,
        poolSize,
        connectTimeout,
        poolTimeout,
        queryTimeout,
        socketTimeout,
        daysToKeepEventLogs,
        purgeInterval);
  }

  private static boolean isTimeout(Duration timeout) {
    return timeout.compareTo(Duration.ofSeconds(1)) >= 0 && timeout.compareTo(LONGEST) <= 0;
  }

  /** Without the password, and without the URL, which may hold one. */
  @Override
  public String toString() {
    return "Settings[table=" + table + "]";
  }
}
