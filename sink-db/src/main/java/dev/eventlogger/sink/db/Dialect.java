package dev.eventlogger.sink.db;

import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.UnsupportedQueryException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What one kind of database says in its own way. Immutable, thread-safe. */
interface Dialect {

  /** The first time that an event can have. */
  Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

  /** The folder of its migrations, and what it is called in messages. */
  String name();

  /** A name as an identifier. */
  String quote(String name);

  /**
   * A faster way than to insert, for connections like this one; null if there is none.
   *
   * @param timeout how long one call may take
   */
  default @Nullable BulkLoad bulkLoad(Connection connection, Duration timeout) {
    return null;
  }

  /** How many rows one statement inserts at most. */
  int rowsPerInsert();

  /**
   * Inserts rows, each but those whose key is there already. Fails for one that meets any other
   * unique index: it would not be in the table, and nobody would know.
   *
   * @param columns their names
   * @param key the columns that tell that a row is there already; they are unique together
   * @param row the parameters of one row
   * @param rows 1 to {@link #rowsPerInsert()}
   */
  String insertNew(String table, List<String> columns, List<String> key, String row, int rows);

  /** The standard's statement that inserts rows, which each dialect says more of. */
  static String insert(String table, List<String> columns, String row, int rows) {
    return "INSERT INTO "
        + table
        + " ("
        + String.join(", ", columns)
        + ") VALUES "
        + String.join(", ", Collections.nCopies(rows, row));
  }

  /**
   * How rows are removed from a table.
   *
   * @throws UnsupportedQueryException if the database could not tell them from others there
   */
  Deletion deletion(Connection connection, String table) throws SQLException;

  /** Removes rows, the earliest first. Immutable. */
  interface Deletion {

    /**
     * Deletes at most some of the rows of a condition, and no others.
     *
     * @param isByTime whether the condition holds for no row without {@code created_at}
     */
    SqlText some(SqlText condition, boolean isByTime, int most);
  }

  /** Binds an id. */
  default void setId(PreparedStatement statement, int index, UUID id) throws SQLException {
    statement.setObject(index, id);
  }

  /**
   * Binds an id as it was read; in a table of ours that is a UUID, unless the database has none.
   */
  default void setId(PreparedStatement statement, int index, String id) throws SQLException {
    setId(statement, index, UUID.fromString(id));
  }

  /** Binds a word, for a column of text or of an enumerated type. */
  default void setWord(PreparedStatement statement, int index, String word) throws SQLException {
    statement.setString(index, word);
  }

  /** Whether times have a type that keeps their zone; if not, they are in UTC. */
  boolean hasZones();

  /** The same for a table whose times have no zone. */
  Dialect withoutZones();

  /** Binds a time. */
  default void setTime(PreparedStatement statement, int index, Instant time) throws SQLException {
    OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
    statement.setObject(index, hasZones() ? utc : utc.toLocalDateTime());
  }

  /** Reads a time; null where there is none. */
  default @Nullable Instant time(ResultSet row, int index) throws SQLException {
    if (hasZones()) {
      OffsetDateTime time = row.getObject(index, OffsetDateTime.class);
      return time == null ? null : time.toInstant();
    }
    LocalDateTime time = row.getObject(index, LocalDateTime.class);
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }

  /** The first time that the database can hold. */
  default Instant earliest() {
    return FIRST;
  }

  /** A parameter for a JSON column. */
  String jsonParameter();

  /** A column of any type as text. */
  String asText(String column);

  /** The database's own time, with a zone if the database knows zones. */
  String now();

  /** The database's own time so many seconds later; the number is a parameter. */
  String nowPlusSeconds();

  /**
   * A text, changed such that it is compared by code point, whatever the collation of its column:
   * it is equal to no text but itself, and its order is that of its code points.
   */
  String byCodePoint(String text);

  /**
   * What rows are sorted by for the order of {@link #byCodePoint}.
   *
   * @param longest how many characters the text has at most; 0 where that is not known
   */
  default List<String> order(String text, int longest) {
    return List.of(byCodePoint(text));
  }

  /** From how many characters on a text may be sorted wrongly; 0 for none. */
  default int longestInOrder() {
    return 0;
  }

  /** A text, changed such that rows are grouped by it as {@link #byCodePoint} compares them. */
  default String groupKey(String text) {
    return byCodePoint(text);
  }

  /** Whether users are counted faster where events are first grouped by them. */
  default boolean groupsByUserFirst() {
    return false;
  }

  /**
   * The position of a text, which is a parameter, in another, compared by code point; 0 where it is
   * not.
   */
  String positionIn(String text);

  /** The start of the span of time that a time is in, in UTC. */
  String startOf(Bucket bucket, String time);

  /** A number as one with a binary fraction, of which means are made as everywhere. */
  default String asDouble(String number) {
    return "CAST(" + number + " AS DOUBLE PRECISION)";
  }

  /**
   * Rows such that {@link #percentile} can be taken of each group of them.
   *
   * @param group the columns that rows of a group have in common
   * @param number the column with the number
   */
  default String placed(String rows, String group, String number) {
    return rows;
  }

  /** The percentile of a column of {@link #placed} rows, as {@code PERCENTILE_CONT} has it. */
  default String percentile(int percent, String number) {
    return "PERCENTILE_CONT(" + percent / 100.0 + ") WITHIN GROUP (ORDER BY " + number + ")";
  }

  /** The end of a statement that takes its first rows only. */
  default String first(int rows) {
    return " FETCH FIRST " + rows + " ROWS ONLY"; // Standard SQL; not every mode of H2 knows LIMIT.
  }

  /**
   * Why a database of this kind cannot hold events as they are; null if it can.
   *
   * @throws SQLException if it does not answer
   */
  default @Nullable String problem(Connection connection) throws SQLException {
    return null;
  }

  /**
   * What has the server end a statement, from another thread, also while its rows are read. Where
   * that fails, what is left is the statement's own time limit.
   *
   * @param others gives another connection to the server
   * @throws SQLException if the connection cannot be used
   */
  default Runnable ending(Statement statement, Callable<Connection> others) throws SQLException {
    return () -> cancel(statement);
  }

  /** As the driver does it. */
  static void cancel(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      // It has come to its end, or its server does not answer.
    }
  }

  /**
   * Reads the rows of a statement piece by piece, on a connection that does nothing else meanwhile.
   *
   * @param avoidsSorting whether another way than to sort all rows is taken where there is one: an
   *     index that has their order, or groups that are hashed
   * @throws SQLException what the reading throws too
   */
  default void whileReading(Connection connection, boolean avoidsSorting, Reading reading)
      throws SQLException {
    reading.run();
  }

  /** Something that reads rows. */
  interface Reading {
    /** Reads them. */
    void run() throws SQLException;
  }

  /** The fetch size with which the driver reads a large answer piece by piece. */
  int fetchSize();

  /** The driver's properties that keep it from waiting for ever. */
  Map<String, String> timeouts(Duration connect, Duration socket);

  /** What stands for what in the migrations, besides the names of the tables. */
  Map<String, String> placeholders();

  /** The type of each column of the event table, as the driver reports it. */
  Map<String, String> columnTypes();
}
