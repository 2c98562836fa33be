package dev.eventlogger.seal.anchor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.NoteTaker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps checkpoints as rows of a table in another database, whose user may insert and select and do
 * nothing else. The table must exist: {@code docs/audit.md} has the statement that makes it. For
 * one thread at a time.
 *
 * <p>Named {@code database} in the configuration. An application that has its own connections to
 * such a database can pass them here, and provide the anchor through a {@link SealAnchorProvider}
 * of its own.
 */
public final class DatabaseAnchor implements SealAnchor {

  private static final Pattern TABLE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}(\\.[A-Za-z_][A-Za-z0-9_]{0,62})?");
  private static final int PAGE = 1_000;
  private static final int PATIENCE_SECONDS = 10;
  // SQLState class of a violated constraint: there is a checkpoint of that size already.
  private static final String CONSTRAINT = "23";

  private final Connections connections;
  private final String insert;
  private final String ofSize;
  private final String behind;
  private final String newest;
  private final String table;

  /** Opens connections, such as {@code DataSource::getConnection}. */
  @FunctionalInterface
  public interface Connections {
    /** Opens a new connection, or takes one from a pool; it is closed after use. */
    Connection open() throws SQLException;
  }

  /**
   * An anchor in a table.
   *
   * @param table its name, optionally with a schema before it
   * @throws IllegalArgumentException if that is no such name
   */
  public DatabaseAnchor(Connections connections, String table) {
    this.connections = requireNonNull(connections);
    this.table = requireName(table);
    insert = "INSERT INTO " + table + " (origin, tree_size, note) VALUES (?, ?, ?)";
    ofSize = "SELECT note FROM " + table + " WHERE origin = ? AND tree_size = ?";
    behind =
        "SELECT note, tree_size FROM "
            + table
            + " WHERE origin = ? AND tree_size > ? ORDER BY tree_size";
    newest = "SELECT note FROM " + table + " WHERE origin = ? ORDER BY tree_size DESC";
  }

  static String requireName(String table) {
    if (!TABLE.matcher(table).matches()) {
      throw new IllegalArgumentException(
          "table must be a name of letters, digits and _, with a schema before it if need be, as in"
              + " audit.event_logger_checkpoints");
    }
    return table;
  }

  @Override
  public void keep(String origin, byte[] checkpoint) throws SQLException, AnchorException {
    Checkpoint kept = Checkpoint.parse(Note.parse(checkpoint));
    try (Connection connection = connections.open()) {
      try (PreparedStatement statement = limited(connection.prepareStatement(insert))) {
        statement.setString(1, origin);
        statement.setLong(2, kept.size());
        statement.setString(3, new String(checkpoint, UTF_8));
        int unused = statement.executeUpdate();
      } catch (SQLException e) {
        if (!String.valueOf(e.getSQLState()).startsWith(CONSTRAINT)) {
          throw e;
        }
        rollBack(connection);
        requireSame(connection, origin, kept, e);
      }
      commit(connection);
    }
  }

  /** Accepts the same checkpoint again; another one of the same size is another history. */
  private void requireSame(
      Connection connection, String origin, Checkpoint kept, SQLException violated)
      throws SQLException, AnchorException {
    byte[] there;
    try (PreparedStatement statement = limited(connection.prepareStatement(ofSize))) {
      statement.setString(1, origin);
      statement.setLong(2, kept.size());
      there = first(statement);
    }
    if (there == null) {
      throw violated; // some other constraint, which is not ours
    }
    if (!Note.parse(there).text().equals(kept.text())) {
      throw AnchorException.ofTwoHistories("table " + table);
    }
  }

  /** Reads page by page, since not every driver reads a result in pieces. */
  @Override
  public void each(String origin, NoteTaker taker) throws SQLException {
    long after = -1;
    try (Connection connection = connections.open()) {
      boolean isMore = true;
      while (isMore) {
        List<String> page = new ArrayList<>();
        after = page(connection, origin, after, page);
        page.forEach(note -> taker.accept(note.getBytes(UTF_8)));
        isMore = page.size() == PAGE;
      }
      commit(connection);
    }
  }

  private long page(Connection connection, String origin, long after, List<String> page)
      throws SQLException {
    long last = after;
    try (PreparedStatement statement = limited(connection.prepareStatement(behind))) {
      statement.setMaxRows(PAGE);
      statement.setString(1, origin);
      statement.setLong(2, after);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          page.add(rows.getString(1));
          last = rows.getLong(2);
        }
      }
    }
    return last;
  }

  @Override
  public Optional<byte[]> newest(String origin) throws SQLException {
    try (Connection connection = connections.open();
        PreparedStatement statement = limited(connection.prepareStatement(newest))) {
      statement.setString(1, origin);
      Optional<byte[]> found = Optional.ofNullable(first(statement));
      commit(connection);
      return found;
    }
  }

  private static byte @Nullable [] first(PreparedStatement statement) throws SQLException {
    statement.setMaxRows(1);
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getString(1).getBytes(UTF_8) : null;
    }
  }

  private static PreparedStatement limited(PreparedStatement statement) throws SQLException {
    statement.setQueryTimeout(PATIENCE_SECONDS);
    return statement;
  }

  private static void commit(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.commit();
    }
  }

  private static void rollBack(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
    }
  }
}
