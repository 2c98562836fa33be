package dev.eventlogger.sink.db;

import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.PageKey;
import java.util.List;
import java.util.stream.Collectors;

/** The statement that reads a page, beginning after the last event of the previous one. */
final class PageStatement {

  private final EventQuery query;
  private final Database database;
  private final Field.Part part;
  private final boolean ascending;

  private PageStatement(EventQuery query, Database database) {
    this.query = query;
    this.database = database;
    part = query.sort().field().part();
    ascending = query.sort().ascending();
  }

  /**
   * Returns the statement. If the narrowing is exact, it finds at most one event more than the page
   * has; otherwise it finds all, including events that do not match.
   */
  static SqlText of(EventQuery query, Narrowing narrowing, Database database) {
    PageStatement statement = new PageStatement(query, database);
    SqlText condition = SqlText.allOf(List.of(narrowing.sql(), statement.afterKey()));
    return new SqlText(
        "SELECT "
            + database.layout().selection()
            + " FROM "
            + database.table()
            + " WHERE "
            + condition.sql()
            + " ORDER BY "
            + statement.order()
            + (narrowing.isExact() ? database.dialect().first(query.limit() + 1) : ""),
        condition.parameters());
  }

  private String order() {
    String direction = ascending ? "" : " DESC";
    String byId = "id" + direction;
    return switch (part) {
      case ID -> byId;
      case CREATED_AT -> "created_at" + direction + ", " + byId;
      // Rows without a value come last, in either direction; not every database knows NULLS LAST.
      default -> isNull() + sorted(direction) + ", " + byId;
    };
  }

  private String sorted(String direction) {
    if (isComparedAsItIs()) {
      return ", " + column() + direction;
    }
    return database.dialect().order(column(), database.layout().longest(part)).stream()
        .map(term -> ", " + term + direction)
        .collect(Collectors.joining());
  }

  private String column() {
    return database.layout().expression(part);
  }

  private String isNull() {
    return "CASE WHEN " + column() + " IS NULL THEN 1 ELSE 0 END";
  }

  /** Texts by code point, everything else unchanged. */
  private String compared(String expression) {
    return isComparedAsItIs() ? expression : database.dialect().byCodePoint(expression);
  }

  private boolean isComparedAsItIs() {
    return part == Field.Part.DURATION_MS || part == Field.Part.CREATED_AT;
  }

  private SqlText afterKey() {
    PageKey key = query.afterKey();
    if (key == null) {
      return SqlText.ALWAYS;
    }
    String beyond = ascending ? ">" : "<";
    Object id = id(key);
    if (part == Field.Part.ID) {
      return SqlText.of("id " + beyond + " ?", id);
    }
    if (key.value() == null) {
      return SqlText.of("(" + column() + " IS NULL AND id " + beyond + " ?)", id);
    }
    Object value = key.value() instanceof String text ? StorableText.encode(text) : key.value();
    String sql = part == Field.Part.CREATED_AT ? afterTime() : afterValue();
    return SqlText.of(sql.replace("BEYOND", beyond), value, value, id);
  }

  /** An index can use the first of the two conditions. */
  private static String afterTime() {
    return "created_at BEYOND= ? AND (created_at BEYOND ? OR id BEYOND ?)";
  }

  private String afterValue() {
    String value = compared(column());
    String parameter = compared("?");
    return "("
        + (value + " BEYOND " + parameter)
        + (" OR (" + value + " = " + parameter + " AND id BEYOND ?)")
        + (" OR " + column() + " IS NULL)");
  }

  private Object id(PageKey key) {
    Object id = database.layout().id(key.id());
    if (id == null) {
      throw new IllegalArgumentException(
          "after: is not a page of this table; take what the page before says");
    }
    return id;
  }
}
