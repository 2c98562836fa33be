package dev.eventlogger.sink.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The database that holds the table: its connections, and what is peculiar to it. Thread-safe.
 *
 * <p>The connections are of a pool of its own, or of the application's {@code DataSource}. Either
 * way there are limits to each statement, and to the silence of the network; to connecting, and to
 * waiting for a free connection, those of the pool, or those that the application has set.
 */
final class Database implements AutoCloseable {

  private final DataSource dataSource;
  private final @Nullable HikariDataSource own;
  private final Settings settings;
  private final Dialect dialect;
  private final Dialect tableDialect;
  private final Layout layout;
  private final @Nullable BulkLoad bulkLoad;

  private Database(
      DataSource dataSource,
      @Nullable HikariDataSource own,
      Settings settings,
      Connection connection)
      throws SQLException {
    this.dataSource = dataSource;
    this.own = own;
    this.settings = settings;
    dialect = dialect(connection.getMetaData());
    boolean isQuerybooks = settings.layout() == Settings.TableLayout.QUERYBOOK;
    tableDialect = isQuerybooks ? dialect.withoutZones() : dialect;
    layout = isQuerybooks ? new QuerybookLayout(tableDialect) : new EventLayout(tableDialect);
    bulkLoad = dialect.bulkLoad(connection, settings.queryTimeout());
  }

  /**
   * Connects.
   *
   * @param given the application's; null for a pool of its own
   * @throws IllegalArgumentException if there is no driver, or the database is of no known kind
   * @throws SQLException if it cannot be reached
   */
  static Database open(Settings settings, @Nullable DataSource given) throws SQLException {
    if (given != null) {
      try (Connection connection = given.getConnection()) {
        return new Database(given, null, settings, connection);
      }
    }
    HikariDataSource pool = pool(settings);
    try (Connection connection = pool.getConnection()) {
      return new Database(pool, pool, settings, connection);
    } catch (SQLException | RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static HikariDataSource pool(Settings settings) throws SQLException {
    HikariConfig pool = new HikariConfig();
    String driver = Drivers.find(settings.url()).getClass().getName();
    pool.setDriverClassName(driver);
    pool.setJdbcUrl(settings.url());
    pool.setUsername(settings.user());
    pool.setPassword(settings.password());
    pool.setPoolName("event-logger-db");
    pool.setMaximumPoolSize(settings.poolSize());
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(settings.poolTimeout().toMillis());
    pool.setValidationTimeout(Math.min(5_000, settings.poolTimeout().toMillis()));
    pool.setInitializationFailTimeout(1);
    timeouts(settings).forEach(pool::addDataSourceProperty);
    try {
      return new HikariDataSource(pool);
    } catch (HikariPool.PoolInitializationException e) {
      throw e.getCause() instanceof SQLException cause
          ? cause
          : new SQLException("the database cannot be reached", "08001", e);
    }
  }

  private static Map<String, String> timeouts(Settings settings) {
    String url = settings.url().toLowerCase(Locale.ROOT);
    Dialect dialect =
        url.startsWith("jdbc:postgresql:")
            ? new PostgresDialect(true)
            : url.startsWith("jdbc:h2:") ? new H2Dialect(true) : new MySqlDialect(true, false);
    return dialect.timeouts(settings.connectTimeout(), settings.socketTimeout());
  }

  private static Dialect dialect(DatabaseMetaData product) throws SQLException {
    String name = product.getDatabaseProductName();
    return switch (name) {
      case "H2" -> new H2Dialect(true);
      case "PostgreSQL" -> new PostgresDialect(true);
      case "MariaDB", "MySQL" ->
          new MySqlDialect(
              product.getDatabaseProductVersion().contains("MariaDB") || name.equals("MariaDB"),
              product.getDriverName().startsWith("MySQL"));
      default ->
          throw new IllegalArgumentException(
              "url: the database is "
                  + name
                  + "; this sink knows H2, PostgreSQL, MariaDB and MySQL");
    };
  }

  DataSource dataSource() {
    return dataSource;
  }

  Settings settings() {
    return settings;
  }

  Dialect dialect() {
    return dialect;
  }

  /** For what is in the event table, whose times may be of another type than the database's own. */
  Dialect tableDialect() {
    return tableDialect;
  }

  Layout layout() {
    return layout;
  }

  TableName tableName() {
    return TableName.parse(settings.table());
  }

  /** The event table as it stands in SQL. */
  String table() {
    return tableName().quoted(dialect::quote);
  }

  /** The table of the lease as it stands in SQL. */
  String leaseTable() {
    return tableName().with("_lease").quoted(dialect::quote);
  }

  /** A connection that commits each statement; its user closes it. */
  Connection connect() throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      if (!connection.getAutoCommit()) {
        connection.setAutoCommit(true);
      }
      return own != null ? connection : SilenceLimit.on(connection, settings.socketTimeout());
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Sees that the database can hold events as they are.
   *
   * @throws IllegalArgumentException if it cannot, saying why
   */
  void requireFit() throws SQLException {
    try (Connection connection = connect()) {
      String problem = dialect.problem(connection);
      if (problem != null) {
        throw new IllegalArgumentException(problem);
      }
    }
  }

  /** A faster way into the event table than to insert; null if there is none. */
  @Nullable BulkLoad bulkLoad() {
    return bulkLoad;
  }

  /** A statement, or a prepared one, that is given up when it takes too long. */
  <S extends Statement> S limited(S statement) throws SQLException {
    statement.setQueryTimeout((int) Math.max(1, settings.queryTimeout().toSeconds()));
    return statement;
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
