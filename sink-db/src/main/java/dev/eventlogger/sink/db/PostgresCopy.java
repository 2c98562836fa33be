package dev.eventlogger.sink.db;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/** PostgreSQL's {@code COPY}, through its own driver: about twice as fast as {@code INSERT}. */
final class PostgresCopy implements BulkLoad {

  private static final String NOT_SUPPORTED = "0A000";
  private static final String CONNECTION_LOST = "08006";

  private final Duration timeout;

  private PostgresCopy(Duration timeout) {
    this.timeout = timeout;
  }

  /**
   * Bulk loading for connections like this one; null if their driver has none.
   *
   * @param timeout how long one call may take
   */
  static @Nullable BulkLoad on(Connection connection, Duration timeout) throws SQLException {
    return connection.isWrapperFor(PGConnection.class) ? new PostgresCopy(timeout) : null;
  }

  @Override
  public long add(Connection connection, String table, Layout layout, List<Layout.Row> rows)
      throws SQLException {
    if (!connection.isWrapperFor(PGConnection.class)) {
      throw new SQLException("the connection hides its driver", NOT_SUPPORTED);
    }
    CopyText text = new CopyText();
    for (Layout.Row row : rows) {
      row.write(text);
      text.endRow();
    }
    String sql =
        "COPY "
            + table
            + " ("
            + String.join(", ", layout.columns())
            + ") FROM STDIN WITH (ENCODING 'UTF8')";
    // The driver has no timeout for this.
    long millis = Math.min(timeout.toMillis(), Integer.MAX_VALUE);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL statement_timeout = " + millis);
      return connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(sql, new ByteArrayInputStream(text.toBytes()));
    } catch (PSQLException e) {
      if (e.getServerErrorMessage() == null) {
        end(connection, e);
      }
      throw e;
    } catch (IOException e) {
      SQLException lost = new SQLException("the rows could not be sent", CONNECTION_LOST, e);
      end(connection, lost);
      throw lost;
    }
  }

  /**
   * Ends a connection on which the server may still answer: its next user would take that for the
   * answer to its own statement. The driver does so itself for everything but COPY.
   */
  private static void end(Connection connection, SQLException failure) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
