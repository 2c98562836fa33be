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

/** What differs between kinds of databases. Immutable, thread-safe. */
interface Dialect {

  /** The first time that an event can have. */
  Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

  /** The name in messages, and of the folder with its migrations. */
  String name();

  /** A name as an identifier. */
  String quote(String name);

  /**
   * A faster way than {@code INSERT}, for connections like this one; null if there is none.
   *
   * @param timeout how long one call may take
   */
  default @Nullable BulkLoad bulkLoad(Connection connection, Duration timeout) {
    return null;
  }

  /** How many rows one statement inserts at most. */
  int rowsPerInsert();

  /**
   * Inserts rows, except those whose key is there already. Fails for a row that violates any other
   * unique index: skipping it would lose it unnoticed.
   *
   * @param columns their names
   * @param key the columns that tell whether a row is there already; they are unique together
   * @param row the parameters of one row
   * @param rows 1 to {@link #rowsPerInsert()}
   */
  String insertNew(String table, List<String> columns, List<String> key, String row, int rows);

  /** The standard statement to insert rows, to which dialects append. */
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
   * @throws UnsupportedQueryException if the database cannot identify single rows of that table
   */
  Deletion deletion(Connection connection, String table) throws SQLException;

  /** Removes rows, the earliest first. Immutable. */
  interface Deletion {

    /**
     * Deletes rows that meet a condition, at most so many, and no others.
     *
     * @param isByTime whether no row without {@code created_at} meets the condition
     */
    SqlText some(SqlText condition, boolean isByTime, int most);
  }

  /** Binds an id. */
  default void setId(PreparedStatement statement, int index, UUID id) throws SQLException {
    statement.setObject(index, id);
  }

  /**
   * Binds an id as it was read; in our own tables that is a UUID, unless the database has no such
   * type.
   */
  default void setId(PreparedStatement statement, int index, String id) throws SQLException {
    setId(statement, index, UUID.fromString(id));
  }

  /** Binds a word, for a column of text or of an enumerated type. */
  default void setWord(PreparedStatement statement, int index, String word) throws SQLException {
    statement.setString(index, word);
  }

  /** Whether the type of times keeps their zone; if not, they are in UTC. */
  boolean hasZones();

  /** The same dialect for a table whose times have no zone. */
  Dialect withoutZones();

  /** Binds a time. */
  default void setTime(PreparedStatement statement, int index, Instant time) throws SQLException {
    OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
    statement.setObject(index, hasZones() ? utc : utc.toLocalDateTime());
  }

  /** Reads a time; null if there is none. */
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

  /** The database's current time, with a zone if the database knows zones. */
  String now();

  /** The database's current time plus a number of seconds, which is a parameter. */
  String nowPlusSeconds();

  /**
   * A text as an expression that is compared by code point, whatever the collation of its column:
   * it equals no text but itself, and is ordered by its code points.
   */
  String byCodePoint(String text);

  /**
   * The expressions to sort by for the order of {@link #byCodePoint}.
   *
   * @param longest how many characters the text has at most; 0 if that is not known
   */
  default List<String> order(String text, int longest) {
    return List.of(byCodePoint(text));
  }

  /** The length in characters from which texts may be sorted wrongly; 0 for none. */
  default int longestInOrder() {
    return 0;
  }

  /** The expression to group a text by, so that groups are as {@link #byCodePoint} compares. */
  default String groupKey(String text) {
    return byCodePoint(text);
  }

  /** Whether counting users is faster if events are first grouped by user. */
  default boolean groupsByUserFirst() {
    return false;
  }

  /**
   * The position of a text, which is a parameter, within another, compared by code point; 0 if
   * absent.
   */
  String positionIn(String text);

  /** The start of the bucket that a time is in, in UTC. */
  String startOf(Bucket bucket, String time);

  /** A number as a binary floating-point number, so that means are the same in all databases. */
  default String asDouble(String number) {
    return "CAST(" + number + " AS DOUBLE PRECISION)";
  }

  /**
   * Rows prepared so that {@link #percentile} can be taken of each group of them.
   *
   * @param group the columns that rows of a group have in common
   * @param number the column with the number
   */
  default String placed(String rows, String group, String number) {
    return rows;
  }

  /** The percentile of a column of {@link #placed} rows, as {@code PERCENTILE_CONT} defines it. */
  default String percentile(int percent, String number) {
    return "PERCENTILE_CONT(" + percent / 100.0 + ") WITHIN GROUP (ORDER BY " + number + ")";
  }

  /** The end of a statement that limits it to its first rows. */
  default String first(int rows) {
    return " FETCH FIRST " + rows + " ROWS ONLY"; // standard SQL; not every mode of H2 knows LIMIT
  }

  /**
   * Why this database cannot store events unchanged; null if it can.
   *
   * @throws SQLException if it does not answer
   */
  default @Nullable String problem(Connection connection) throws SQLException {
    return null;
  }

  /**
   * Makes the server end a statement, from another thread, even while its rows are read. If that
   * fails, the statement's own time limit remains.
   *
   * @param others gives another connection to the server
   * @throws SQLException if the connection cannot be used
   */
  default Runnable ending(Statement statement, Callable<Connection> others) throws SQLException {
    return () -> cancel(statement);
  }

  /** Cancels a statement by the driver's means. */
  static void cancel(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      // It has ended, or its server does not answer.
    }
  }

  /**
   * Reads the rows of a statement piece by piece, on a connection that does nothing else meanwhile.
   *
   * @param avoidsSorting whether to prefer any alternative to sorting all rows: an index in their
   *     order, or groups by hashing
   * @throws SQLException whatever the reading throws, too
   */
  default void whileReading(Connection connection, boolean avoidsSorting, Reading reading)
      throws SQLException {
    reading.run();
  }

  /** Something that reads rows. */
  interface Reading {
    /** Reads the rows. */
    void run() throws SQLException;
  }

  /** The fetch size that makes the driver read a large answer piece by piece. */
  int fetchSize();

  /** The driver's properties that keep it from waiting for ever. */
  Map<String, String> timeouts(Duration connect, Duration socket);

  /** The values of placeholders in the migrations, besides the names of the tables. */
  Map<String, String> placeholders();

  /** The type of each column of the event table, as the driver reports it. */
  Map<String, String> columnTypes();
}
