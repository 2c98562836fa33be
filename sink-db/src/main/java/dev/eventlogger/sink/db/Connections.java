package dev.eventlogger.sink.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections to the database: from a pool of its own, or from the application's {@code
 * DataSource}. Thread-safe.
 */
final class Connections implements AutoCloseable {

  private final DataSource source;
  private final @Nullable HikariDataSource own;
  private final Settings settings;

  private Connections(DataSource source, @Nullable HikariDataSource own, Settings settings) {
    this.source = source;
    this.own = own;
    this.settings = settings;
  }

  /**
   * Opens a pool unless a source is given.
   *
   * @throws IllegalArgumentException if there is no driver, or it does not accept the URL
   * @throws SQLException if the database cannot be reached
   */
  static Connections of(Settings settings, @Nullable DataSource given) throws SQLException {
    if (given != null) {
      return new Connections(given, null, settings);
    }
    HikariDataSource pool = pool(settings);
    return new Connections(pool, pool, settings);
  }

  private static HikariDataSource pool(Settings settings) throws SQLException {
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(driver(settings));
    pool.setPoolName("event-logger-db");
    pool.setMaximumPoolSize(settings.poolSize());
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(settings.poolTimeout().toMillis());
    pool.setValidationTimeout(Math.min(5_000, settings.poolTimeout().toMillis()));
    pool.setInitializationFailTimeout(1);
    try {
      return new HikariDataSource(pool);
    } catch (HikariPool.PoolInitializationException e) {
      throw e.getCause() instanceof SQLException cause
          ? cause
          : new SQLException("the database cannot be reached", "08001", e);
    }
  }

  private static DriverSource driver(Settings settings) throws SQLException {
    DatabaseUrl url =
        DatabaseUrl.parse(settings.url())
            .with("user", settings.user())
            .with("password", settings.password());
    return new DriverSource(Drivers.find(url.text()), url, properties(settings, url));
  }

  private static Map<String, String> properties(Settings settings, DatabaseUrl url) {
    String kind = DatabaseUrl.kind(url.text());
    Dialect dialect =
        switch (kind) {
          case "postgresql" -> new PostgresDialect(true);
          case "h2" -> new H2Dialect(true);
          default -> new MySqlDialect(true, false);
        };
    Map<String, String> properties =
        new HashMap<>(dialect.timeouts(settings.connectTimeout(), settings.socketTimeout()));
    if (kind.equals("postgresql")) {
      // A pooler such as PgBouncer may run each transaction on another connection to the server,
      // which lacks the statements prepared before. Rows are written by COPY, which gains nothing
      // from them.
      properties.put("prepareThreshold", "0");
    }
    return properties;
  }

  /** A connection in auto-commit mode; the caller closes it. */
  Connection borrow() throws SQLException {
    Connection connection = source.getConnection();
    try {
      if (!connection.getAutoCommit()) {
        connection.setAutoCommit(true);
      }
      return own != null ? connection : LentConnection.of(connection, settings.socketTimeout());
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** A connection that does not count towards the limit of an own pool; the caller closes it. */
  Connection borrowApart() throws SQLException {
    return own == null ? source.getConnection() : own.getDataSource().getConnection();
  }

  /**
   * Makes sure that a borrowed connection is not used again once it is closed, since its server
   * cannot do what is needed. In a pool of its own, the other connections lead to that server too.
   *
   * @param failure what will be thrown because of it
   */
  void end(Connection connection, SQLException failure) {
    try {
      if (own != null) {
        own.getHikariPoolMXBean().softEvictConnections();
      } else if (source.isWrapperFor(HikariDataSource.class)) {
        source.unwrap(HikariDataSource.class).evictConnection(LentConnection.lent(connection));
      } else {
        connection.abort(Runnable::run);
      }
    } catch (SQLException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
