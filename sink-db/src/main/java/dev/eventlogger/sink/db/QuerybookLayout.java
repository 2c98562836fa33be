package dev.eventlogger.sink.db;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.query.Field;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Querybook's table: {@code id} (an integer that the database generates), {@code created_at},
 * {@code uid} (an integer, or null), {@code event_type} and {@code event_data}.
 *
 * <p>It has no place for an event's id, so a batch that is sent twice is there twice; and an event
 * that is read has an id made from the row's: {@code 00000000-0000-8000-8000-} and the number in
 * hexadecimal digits, which keeps the order. A row's type in lower case becomes the event's name. A
 * row of type {@code WEBSOCKET} is an API event; any other type that is not ours is left out.
 */
final class QuerybookLayout implements Layout {

  private static final List<String> COLUMNS =
      List.of("created_at", "uid", "event_type", "event_data");
  private static final String WEBSOCKET = "WEBSOCKET";
  private static final int LONGEST_TEXT = 250;
  private static final long ID_HIGH = 0x8000L;
  private static final long ID_LOW = 0x8000_0000_0000_0000L;
  private static final long LARGEST_ID = 0xFFFF_FFFF_FFFFL;

  private final Dialect dialect;

  QuerybookLayout(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public String insert(String table, List<String> key, int rows) {
    String json = dialect.name().equals("postgresql") ? dialect.jsonParameter() : "?";
    return Dialect.insert(table, COLUMNS, "(?, ?, ?, " + json + ")", rows);
  }

  @Override
  public Row row(Event event) {
    EventRow row = EventRow.of(event);
    return new NewRow(event, row, problem(row), QuerybookLayout::write);
  }

  private static void write(EventRow row, RowValues values) throws SQLException {
    String uid = row.uid();
    values.time(row.createdAt());
    values.integer(uid == null ? null : Integer.valueOf(uid));
    values.word(type(row));
    values.text(row.data());
  }

  private static @Nullable String problem(EventRow row) {
    if (row.uid() != null && !isInteger(row.uid())) {
      return "uid is no whole number, as Querybook's table needs it";
    }
    return row.type() == null
        ? "event_type is missing; Querybook's table takes API, VIEW and CLICK"
        : null;
  }

  /** Whether it is exactly as the database would write it. */
  private static boolean isInteger(String uid) {
    try {
      return String.valueOf(Integer.parseInt(uid)).equals(uid);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String type(EventRow row) {
    String type = requireNonNull(row.type());
    return type.equals("API") && row.name().equals("websocket") ? WEBSOCKET : type;
  }

  @Override
  public String selection() {
    return "id, created_at, uid, event_type, event_data";
  }

  @Override
  public Map<Field.Part, Integer> jsonColumns() {
    return Map.of(Field.Part.DATA, 5);
  }

  @Override
  public Event event(ResultSet row) throws SQLException {
    String stored = requireNonNullElse(row.getString(4), "event").toUpperCase(Locale.ROOT);
    EventJson json = new EventJson();
    json.text("id", new UUID(ID_HIGH, ID_LOW | row.getLong(1)).toString());
    json.time(requireNonNull(dialect.time(row, 2)));
    json.text("uid", row.getString(3));
    json.text("event_type", stored.equals(WEBSOCKET) ? "API" : isType(stored) ? stored : null);
    json.text("name", stored.toLowerCase(Locale.ROOT));
    json.text("level", "INFO");
    json.json("event_data", row.getString(5));
    return json.toEvent();
  }

  private static boolean isType(String stored) {
    for (EventType type : EventType.values()) {
      if (type.name().equals(stored)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String expression(Field.Part part) {
    String type = "UPPER(" + dialect.asText("event_type") + ")";
    String exactly = dialect.byCodePoint(type);
    return switch (part) {
      case ID -> "id";
      case CREATED_AT -> "created_at";
      case UID -> dialect.asText("uid");
      case TYPE ->
          "CASE WHEN "
              + exactly
              + " = "
              + literal(WEBSOCKET)
              + " THEN 'API' WHEN "
              + exactly
              + " IN ("
              + Stream.of(EventType.values())
                  .map(known -> literal(known.name()))
                  .collect(Collectors.joining(", "))
              + ") THEN "
              + type
              + " END";
      case NAME -> "COALESCE(LOWER(" + dialect.asText("event_type") + "), 'event')";
      case LEVEL -> "'INFO'";
      case DATA -> dialect.asText("event_data");
      case DURATION_MS -> "CAST(NULL AS DECIMAL(28, 6))";
      case SUBJECT, MESSAGE, SCHEMA, SCHEMA_VERSION, CONTEXT -> "CAST(NULL AS CHAR(1))";
    };
  }

  private String literal(String word) {
    return dialect.byCodePoint("'" + word + "'");
  }

  @Override
  public @Nullable Object id(UUID id) {
    boolean isOfRow =
        id.getMostSignificantBits() == ID_HIGH
            && (id.getLeastSignificantBits() & ~LARGEST_ID) == ID_LOW;
    return isOfRow ? (Object) (id.getLeastSignificantBits() & LARGEST_ID) : null;
  }

  @Override
  public Map<String, String> columnTypes() {
    return Map.of("id", "", "created_at", "", "uid", "", "event_type", "", "event_data", "");
  }

  @Override
  public Map<String, Integer> lengths() {
    return Map.of();
  }

  /** All its text columns are short, and data cannot be sorted by. */
  @Override
  public int longest(Field.Part part) {
    return LONGEST_TEXT;
  }

  @Override
  public boolean holdsText(String column) {
    return column.equals("event_data");
  }

  @Override
  public boolean tellsRepeats() {
    return false;
  }

  @Override
  public boolean keepsBytes() {
    return false;
  }

  @Override
  public String migrations() {
    return "querybook/" + dialect.name();
  }

  @Override
  public List<String> indexes() {
    return List.of("created_at");
  }
}
