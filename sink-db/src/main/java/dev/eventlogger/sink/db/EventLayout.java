package dev.eventlogger.sink.db;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.Field;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** All that an event has, each part in a column of its own. */
final class EventLayout implements Layout {

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "created_at",
          "duration_ms",
          "uid",
          "event_type",
          "name",
          "level",
          "subject",
          "message",
          "schema_id",
          "schema_version",
          "context",
          "event_data");

  private static final Map<String, Integer> SHORT =
      Map.of(
          "uid", EventRow.LONGEST_KEY,
          "subject", EventRow.LONGEST_KEY,
          "name", EventRow.LONGEST_NAME,
          "event_type", EventRow.LONGEST_WORD,
          "level", EventRow.LONGEST_WORD);

  private static final List<String> LONG =
      List.of("message", "schema_id", "schema_version", "context", "event_data");

  // As long as a text of H2 may be; the others take more.
  private static final int LEAST_OF_LONG = 1_048_576;

  private final Dialect dialect;

  EventLayout(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public String insert(String table, List<String> key, int rows) {
    String json = dialect.jsonParameter();
    String row = "(" + "?, ".repeat(11) + json + ", " + json + ")";
    return dialect.insertNew(table, COLUMNS, key, row, rows);
  }

  @Override
  public Row row(Event event) {
    EventRow row = EventRow.of(event);
    String problem =
        row.createdAt().isBefore(dialect.earliest())
            ? "created_at is before " + dialect.earliest()
            : row.problem();
    return new NewRow(event, row, problem, EventLayout::write);
  }

  private static void write(EventRow row, RowValues values) throws SQLException {
    values.id(row.id());
    values.time(row.createdAt());
    values.decimal(row.duration());
    values.text(row.uid());
    values.text(row.type());
    values.text(row.name());
    values.text(row.level());
    values.text(row.subject());
    values.text(row.message());
    values.text(row.schemaId());
    values.text(row.schemaVersion());
    values.text(row.context());
    values.text(row.data());
  }

  @Override
  public String selection() {
    return String.join(", ", COLUMNS);
  }

  @Override
  public Map<Field.Part, Integer> jsonColumns() {
    return Map.of(
        Field.Part.CONTEXT, COLUMNS.indexOf("context") + 1,
        Field.Part.DATA, COLUMNS.indexOf("event_data") + 1);
  }

  @Override
  public Event event(ResultSet row) throws SQLException {
    EventJson json = new EventJson();
    json.text("id", row.getString(1));
    json.time(requireNonNull(dialect.time(row, 2)));
    json.millis(row.getString(3)); // as text: a driver has no number for NaN
    json.text("uid", row.getString(4));
    json.text("event_type", row.getString(5));
    json.text("name", row.getString(6));
    json.text("level", row.getString(7));
    json.text("subject", row.getString(8));
    json.text("message", row.getString(9));
    json.schema(row.getString(10), row.getString(11));
    json.json("context", row.getString(12));
    json.json("event_data", row.getString(13));
    return json.toEvent();
  }

  @Override
  public String expression(Field.Part part) {
    return switch (part) {
      case ID, CREATED_AT, DURATION_MS, UID, NAME, LEVEL, SUBJECT, MESSAGE, SCHEMA_VERSION ->
          part.toString();
      case TYPE -> "event_type";
      case SCHEMA -> "schema_id";
      case CONTEXT -> dialect.asText("context");
      case DATA -> dialect.asText("event_data");
    };
  }

  /** In the form that the database compares; MySQL's dialect binds it as text. */
  @Override
  public Object id(UUID id) {
    return id;
  }

  @Override
  public Map<String, String> columnTypes() {
    return dialect.columnTypes();
  }

  @Override
  public Map<String, Integer> lengths() {
    Map<String, Integer> lengths = new HashMap<>(SHORT);
    LONG.forEach(column -> lengths.put(column, LEAST_OF_LONG));
    return lengths;
  }

  @Override
  public int longest(Field.Part part) {
    return SHORT.getOrDefault(expression(part), 0);
  }

  @Override
  public boolean holdsText(String column) {
    return COLUMNS.contains(column) && !column.equals("id");
  }

  @Override
  public boolean tellsRepeats() {
    return true;
  }

  @Override
  public boolean keepsBytes() {
    return true;
  }

  @Override
  public String migrations() {
    return "event-logger/" + dialect.name();
  }

  @Override
  public List<String> indexes() {
    return List.of("id", "created_at", "uid", "event_type", "name", "subject");
  }
}
