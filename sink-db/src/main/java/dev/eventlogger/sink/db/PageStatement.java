package dev.eventlogger.sink.db;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.PageKey;
import dev.eventlogger.query.Sort;
import java.util.List;

/** The statement that reads a page, from the event after the one before on. */
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
   * The statement, which also finds events that do not match where the narrowing is not exact; if
   * it is, it finds one event more than the page has.
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
            + (narrowing.isExact() ? " LIMIT " + (query.limit() + 1) : ""),
        condition.parameters());
  }

  private String order() {
    String direction = ascending ? "" : " DESC";
    String byId = "id" + direction;
    return switch (part) {
      case ID -> byId;
      case CREATED_AT -> "created_at" + direction + ", " + byId;
      // Without a value last, in either direction; not every database knows NULLS LAST.
      default -> isNull() + ", " + compared(column()) + direction + ", " + byId;
    };
  }

  private String column() {
    return database.layout().expression(part);
  }

  private String isNull() {
    return "CASE WHEN " + column() + " IS NULL THEN 1 ELSE 0 END";
  }

  /** Texts by code point, all else as it is. */
  private String compared(String expression) {
    return part == Field.Part.DURATION_MS || part == Field.Part.CREATED_AT
        ? expression
        : database.dialect().byCodePoint(expression);
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
    String column = compared(column());
    String parameter = compared("?");
    if (key.value() == null) {
      return SqlText.of("(" + column() + " IS NULL AND id " + beyond + " ?)", id);
    }
    Object value = key.value() instanceof String text ? StorableText.encode(text) : key.value();
    if (part == Field.Part.CREATED_AT) {
      // The first of the two is what an index can use.
      return SqlText.of(
          "created_at " + beyond + "= ? AND (created_at " + beyond + " ? OR id " + beyond + " ?)",
          value,
          value,
          id);
    }
    return SqlText.of(
        "("
            + column
            + " "
            + beyond
            + " "
            + parameter
            + " OR ("
            + column
            + " = "
            + parameter
            + " AND id "
            + beyond
            + " ?) OR "
            + column()
            + " IS NULL)",
        value,
        value,
        id);
  }

  private Object id(PageKey key) {
    Object id = database.layout().id(key.id());
    if (id == null) {
      Sort sort = query.sort();
      throw new IllegalArgumentException("after: is not a page of this table sorted by " + sort);
    }
    return requireNonNull(id);
  }
}
