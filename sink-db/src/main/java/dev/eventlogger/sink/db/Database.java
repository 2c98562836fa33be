package dev.eventlogger.sink.db;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
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

  private final Connections connections;
  private final Settings settings;
  private final Dialect dialect;
  private final Dialect tableDialect;
  private final Layout layout;
  private final @Nullable BulkLoad bulkLoad;

  private Database(Connections connections, Settings settings, Connection connection)
      throws SQLException {
    this.connections = connections;
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
    Connections connections = Connections.of(settings, given);
    try (Connection connection = connections.borrow()) {
      return new Database(connections, settings, connection);
    } catch (SQLException | RuntimeException e) {
      connections.close();
      throw e;
    }
  }

  /**
   * What is peculiar to a database.
   *
   * @throws IllegalArgumentException if it is of no known kind
   */
  static Dialect dialect(DatabaseMetaData product) throws SQLException {
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

  /** What stands for what in the scripts of migrations. */
  Map<String, String> names() {
    TableName table = tableName();
    Map<String, String> names = new HashMap<>(dialect.placeholders());
    names.put("table", table());
    names.put("lease", leaseTable());
    names.put("migrations", table.with("_migrations").quoted(dialect::quote));
    for (String index : List.of("created_at", "uid", "type", "name", "subject")) {
      names.put("index_" + index, dialect.quote(table.name() + "_" + index));
    }
    return names;
  }

  /** Something to be done on a connection. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** A connection that commits each statement; its user closes it. */
  Connection connect() throws SQLException {
    return connections.borrow();
  }

  /** A connection for a moment, also while all that a pool may have are used. */
  Connection connectApart() throws SQLException {
    return connections.borrowApart();
  }

  /**
   * Does something on a connection that commits each statement, and never uses it again if its
   * server turns out to be the wrong one.
   */
  <T> T call(Work<T> work) throws SQLException {
    try (Connection connection = connect()) {
      try {
        return work.on(connection);
      } catch (SQLException e) {
        endIfWrong(connection, e);
        throw e;
      }
    }
  }

  /** Sees to it that a connection is not used again whose server turned out to be the wrong one. */
  void endIfWrong(Connection connection, SQLException failure) {
    if (DatabaseFailures.isOfConnection(failure)) {
      connections.end(connection, failure);
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
    connections.close();
  }
}
