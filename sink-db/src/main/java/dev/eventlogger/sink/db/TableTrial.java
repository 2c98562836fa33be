package dev.eventlogger.sink.db;

import dev.eventlogger.spi.SinkException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a table refuses an event for what is in it, or would refuse every event: then its
 * columns are not what they must be, or it also refuses a row known to be good. That is like the
 * last one that it took, or else like the latest that it holds, or else minimal. For one thread.
 */
final class TableTrial {

  /** Longer rows are not kept. */
  private static final long LONGEST_KEPT = 65_536;

  private final Database database;
  private final RowInsert inserts;
  private final TableCheck check;
  private Layout.@Nullable Row taken;
  // Differences from the start; with schema: none, they are the user's own choice.
  private @Nullable List<String> differences;

  TableTrial(Database database, RowInsert inserts) {
    this.database = database;
    this.inserts = inserts;
    check = new TableCheck(database.tableName(), database.layout());
  }

  /** Checks the table before the first row is written. */
  void begin(Connection connection) throws SQLException {
    if (differences == null) {
      boolean isMine = database.settings().schema() == Settings.Schema.NONE;
      differences = isMine ? check.differences(connection, false) : List.of();
    }
  }

  /** Notes that the table took these rows. */
  void took(List<Layout.Row> rows) {
    Layout.Row last = rows.get(rows.size() - 1);
    if (last.length() <= LONGEST_KEPT) {
      taken = last;
    }
  }

  /**
   * What to do about the single row of a batch that was refused.
   *
   * @throws SQLException if the database does not answer
   */
  SinkException judge(SQLException refusal) throws SQLException {
    if (DatabaseFailures.isTooLarge(refusal)) {
      return DatabaseFailures.ofSink(refusal);
    }
    try (Connection connection = database.connect()) {
      String words = changed(connection, DatabaseFailures.isOfCharacterSet(refusal));
      if (words == null) {
        words = refusalOfKnown(connection);
      }
      return words != null
          ? SinkException.misconfigured(words, null)
          : ofEvent(refusal, TableRules.namedIn(refusal, database.tableName(), connection));
    }
  }

  private static SinkException ofEvent(SQLException refusal, List<String> rules) {
    SinkException failure = DatabaseFailures.ofSink(refusal);
    return rules.isEmpty() || failure.kind() != SinkException.Kind.BAD_BATCH
        ? failure
        : SinkException.badBatch(
            failure.getMessage() + " because of " + String.join(", ", rules), null);
  }

  /**
   * How the table differs from what it was when it was opened, or, with {@code inAll}, from what it
   * must be.
   */
  private @Nullable String changed(Connection connection, boolean inAll) throws SQLException {
    List<String> found = new ArrayList<>(check.differences(connection, false));
    if (!inAll && differences != null) {
      found.removeAll(differences);
    }
    return found.isEmpty() ? null : String.join("\n", found);
  }

  private @Nullable String refusalOfKnown(Connection connection) throws SQLException {
    Layout.Row known = known(connection);
    SQLException refusal = null;
    connection.setAutoCommit(false);
    try {
      inserts.insert(connection, List.of(known));
    } catch (SQLException e) {
      if (!DatabaseFailures.isOfAnEvent(e)) {
        throw e;
      }
      refusal = e;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    if (refusal == null) {
      return null;
    }
    List<String> rules = TableRules.namedIn(refusal, database.tableName(), connection);
    return "table: "
        + database.tableName()
        + " takes no event any more, not even one like those that it has"
        + (rules.isEmpty() ? "" : ", because of " + String.join(", ", rules))
        + " (SQLState "
        + refusal.getSQLState()
        + "); change that, and the events that wait are stored";
  }

  private Layout.Row known(Connection connection) {
    Layout.Row like = taken != null ? taken : latest(connection);
    return like != null ? KnownRow.like(like) : KnownRow.least(database.layout());
  }

  private Layout.@Nullable Row latest(Connection connection) {
    String sql =
        "SELECT "
            + database.layout().selection()
            + " FROM "
            + database.table()
            + " WHERE created_at IS NOT NULL ORDER BY created_at DESC, id DESC"
            + database.dialect().first(1);
    try (PreparedStatement select = database.limited(connection.prepareStatement(sql));
        ResultSet rows = select.executeQuery()) {
      if (!rows.next()) {
        return null;
      }
      Layout.Row row = database.layout().row(database.layout().event(rows));
      return row.problem() == null ? row : null;
    } catch (SQLException | RuntimeException e) {
      return null; // A sink may lack the right to read, and somebody else's row may be no event.
    }
  }
}
