package dev.eventlogger.sink.db;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.Field;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Maps events to rows of the table, and rows to events. Immutable, thread-safe. */
sealed interface Layout permits EventLayout, QuerybookLayout {

  /** The columns that a row is written to, in the order of their values. */
  List<String> columns();

  /**
   * The statement that inserts a number of rows, except those that are there already.
   *
   * @param key the columns that identify those
   */
  String insert(String table, List<String> key, int rows);

  /** An event's row; created once, since a batch may recreate its events on each access. */
  Row row(Event event);

  /** An event on its way into a row. */
  interface Row {

    /** The event. */
    Event event();

    /** Why the table cannot hold it, without values of the event; null if it can. */
    @Nullable String problem();

    /** How many characters its texts have, not counting the short ones. */
    long length();

    /** Writes the value of each column. */
    void write(RowValues values) throws SQLException;
  }

  /** The selection that {@link #event} reads. */
  String selection();

  /** The positions in the selection, from 1 on, of the JSON columns that the table has. */
  Map<Field.Part, Integer> jsonColumns();

  /**
   * The event of a row.
   *
   * @throws IllegalArgumentException if the row holds none
   */
  Event event(ResultSet row) throws SQLException;

  /**
   * A part of an event as an SQL expression; JSON as text. {@code NULL} if the table has no such
   * part.
   */
  String expression(Field.Part part);

  /** The id as a parameter to compare with {@link Field.Part#ID}; null if no row can have it. */
  @Nullable Object id(UUID id);

  /** The columns that must exist, with the names of their types; empty for any type. */
  Map<String, String> columnTypes();

  /** How many characters columns must be able to hold, where that matters. */
  Map<String, Integer> lengths();

  /** How many characters a part has at most, as text; 0 if that is not limited. */
  int longest(Field.Part part);

  /** Whether a column holds text from an event. */
  boolean holdsText(String column);

  /** Whether an event that is there already is recognized by its id, which must then be a key. */
  boolean tellsRepeats();

  /** Whether an event can be read back with the bytes of its canonical JSON. */
  boolean keepsBytes();

  /** The folder of the migrations. */
  String migrations();

  /** The columns by which rows must be found fast, each through an index that begins with it. */
  List<String> indexes();
}
