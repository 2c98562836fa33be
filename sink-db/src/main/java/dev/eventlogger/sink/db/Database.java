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
 * The database that holds the table: its connections, and its product's peculiarities. Thread-safe.
 *
 * <p>The connections come from a pool of its own, or from the application's {@code DataSource}.
 * Either way there are limits on each statement, and on the silence of the network. How long
 * connecting, and waiting for a free connection, may take is limited by its own pool, or by
 * whatever the application has set.
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
   * @throws IllegalArgumentException if there is no driver, or the product is not supported
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
   * Returns the dialect of a database.
   *
   * @throws IllegalArgumentException if the product is not supported
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

  /** The dialect for values of the event table, whose times may have another type than usual. */
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

  /** The lease's table as it stands in SQL. */
  String leaseTable() {
    return tableName().with("_lease").quoted(dialect::quote);
  }

  /** The values of the placeholders in migration scripts. */
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

  /** Work to be done on a connection. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** A connection in auto-commit mode; the caller closes it. */
  Connection connect() throws SQLException {
    return connections.borrow();
  }

  /** A connection for a moment, available even while all those of a pool are in use. */
  Connection connectApart() throws SQLException {
    return connections.borrowApart();
  }

  /**
   * Does work on a connection in auto-commit mode, which is not used again if its server turns out
   * to be the wrong one.
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

  /**
   * Makes sure that a connection is not used again if its server turned out to be the wrong one.
   */
  void endIfWrong(Connection connection, SQLException failure) {
    if (DatabaseFailures.isOfConnection(failure)) {
      connections.end(connection, failure);
    }
  }

  /**
   * Checks that the database can store events unchanged.
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

  /** A faster way into the event table than {@code INSERT}; null if there is none. */
  @Nullable BulkLoad bulkLoad() {
    return bulkLoad;
  }

  /** Sets the time limit of a statement, prepared or not. */
  <S extends Statement> S limited(S statement) throws SQLException {
    statement.setQueryTimeout((int) Math.max(1, settings.queryTimeout().toSeconds()));
    return statement;
  }

  @Override
  public void close() {
    connections.close();
  }
}
