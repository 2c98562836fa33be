package dev.eventlogger.sink.db;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.Field;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How an event is a row of the table, and a row an event. Immutable, thread-safe. */
sealed interface Layout permits EventLayout, QuerybookLayout {

  /** The columns that a row is written to, in the order of their values. */
  List<String> columns();

  /**
   * The statement that inserts so many rows, each but those that are there already.
   *
   * @param key the columns that tell those
   */
  String insert(String table, List<String> key, int rows);

  /** What of an event a row takes; made once, since a batch may make its events anew each time. */
  Row row(Event event);

  /** An event on its way into a row. */
  interface Row {

    /** The event. */
    Event event();

    /** Why the table cannot hold it, without values of the event; null if it can. */
    @Nullable String problem();

    /** How many characters its texts have, except for the short ones. */
    long length();

    /** Writes the value of each column. */
    void write(RowValues values) throws SQLException;
  }

  /** What is selected for {@link #event}. */
  String selection();

  /** Where in what is selected the JSON columns are that the table has, from 1 on. */
  Map<Field.Part, Integer> jsonColumns();

  /**
   * The event of a row.
   *
   * @throws IllegalArgumentException if the row is none
   */
  Event event(ResultSet row) throws SQLException;

  /**
   * The value of a part of an event, in SQL; JSON as text. {@code NULL} where the table has none.
   */
  String expression(Field.Part part);

  /** The id as a parameter that {@link Field.Part#ID} is compared with; null if no row has it. */
  @Nullable Object id(UUID id);

  /** The columns that must be there, with the names of their types; empty for any type. */
  Map<String, String> columnTypes();

  /** How many characters columns must hold at least, where that matters. */
  Map<String, Integer> lengths();

  /** How many characters a part has at most, as text; 0 where that is not limited. */
  int longest(Field.Part part);

  /** Whether a column holds text that an event brings. */
  boolean holdsText(String column);

  /** Whether an event that is there already is told by its id, which must be a key then. */
  boolean tellsRepeats();

  /** Whether an event comes back with the bytes of its canonical JSON. */
  boolean keepsBytes();

  /** The folders of the migrations. */
  String migrations();

  /** The columns by which rows are to be found fast, each by an index that begins with it. */
  List<String> indexes();
}
