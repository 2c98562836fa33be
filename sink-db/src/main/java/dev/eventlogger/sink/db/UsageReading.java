package dev.eventlogger.sink.db;

import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventValues;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Measure;
import dev.eventlogger.query.UsageCount;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows of a filter: in the database if the columns of the table suffice, otherwise here,
 * in one pass over the rows for all such questions. For one thread.
 */
final class UsageReading {

  private final Database database;
  private final EventFilter filter;
  private final Narrowing narrowing;
  private final Cancellation cancellation;

  UsageReading(Database database, EventFilter filter, Cancellation cancellation) {
    this.database = database;
    this.filter = filter;
    this.cancellation = cancellation;
    narrowing = Narrowing.of(filter, database);
  }

  /** The answers to some questions, all with the same filter, in their order. */
  Map<UsageQuery, List<UsageRow>> count(List<UsageQuery> queries) throws SQLException {
    List<UsageQuery> here = queries.stream().filter(query -> !isOfColumns(query)).toList();
    Map<UsageQuery, List<UsageRow>> countedHere = here.isEmpty() ? Map.of() : countHere(here);
    Map<UsageQuery, List<UsageRow>> rows = new LinkedHashMap<>();
    for (UsageQuery query : queries) {
      List<UsageRow> counted = countedHere.get(query);
      rows.put(query, counted != null ? counted : count(query));
    }
    return rows;
  }

  private boolean isOfColumns(UsageQuery query) {
    return narrowing.isExact() && fields(query).noneMatch(field -> field.part().isJson());
  }

  private static Stream<Field> fields(UsageQuery query) {
    return Stream.of(query.by(), query.thenBy(), query.measure()).filter(Objects::nonNull);
  }

  private List<UsageRow> count(UsageQuery query) throws SQLException {
    List<UsageRow> counts = new ArrayList<>();
    SqlText statement = UsageStatement.of(query, narrowing.sql(), database);
    new EventReading(database, statement, query.measure() == null, cancellation)
        .each(row -> counts.add(count(row, query.bucket() != null)));
    TextOrder order = new TextOrder(database);
    for (UsageRow row : counts) {
      requireSorted(order, query.by(), row.value());
      requireSorted(order, query.thenBy(), row.thenValue());
    }
    return counts;
  }

  private static void requireSorted(
      TextOrder order, @Nullable Field field, @Nullable String value) {
    if (field != null) {
      order.require(field, value);
    }
  }

  private UsageRow count(ResultSet row, boolean withBucket) throws SQLException {
    return new UsageRow(
        withBucket ? database.tableDialect().time(row, 1) : null,
        text(row, 2),
        text(row, 3),
        row.getLong(4),
        row.getLong(5),
        database.tableDialect().time(row, 6),
        database.tableDialect().time(row, 7),
        measure(row));
  }

  private static @Nullable String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : StorableText.decode(text);
  }

  private static @Nullable Measure measure(ResultSet row) throws SQLException {
    long numbers = row.getLong(8);
    return numbers == 0
        ? null
        : new Measure(numbers, row.getDouble(9), row.getDouble(10), row.getDouble(11));
  }

  private Map<UsageQuery, List<UsageRow>> countHere(List<UsageQuery> queries) throws SQLException {
    Map<UsageQuery, UsageCount> counts = new LinkedHashMap<>();
    queries.forEach(
        query -> counts.put(query, new UsageCount(query, UsageCount.MOST_KEPT / queries.size())));
    EventFilter decided = filter.ofJson();
    Set<Field> fields = fields(queries, decided);
    Map<Field.Part, Integer> columns = new EnumMap<>(Field.Part.class);
    fields.forEach(field -> columns.putIfAbsent(field.part(), columns.size() + 1));
    RowFields values = new RowFields(fields, columns, database.tableDialect());
    new EventReading(database, selected(columns), false, cancellation)
        .each(
            row -> {
              EventValues event = values.of(row);
              if (decided.matches(event)) {
                counts.values().forEach(count -> count.add(event));
              }
              return true;
            });
    Map<UsageQuery, List<UsageRow>> rows = new LinkedHashMap<>();
    counts.forEach((query, count) -> rows.put(query, count.rows()));
    return rows;
  }

  private static Set<Field> fields(List<UsageQuery> queries, EventFilter decided) {
    Set<Field> fields = new LinkedHashSet<>(List.of(Field.CREATED_AT, Field.UID));
    queries.forEach(query -> fields(query).forEach(fields::add));
    decided.conditions().forEach(condition -> fields.add(condition.field()));
    return fields;
  }

  private SqlText selected(Map<Field.Part, Integer> columns) {
    List<String> selection =
        columns.entrySet().stream()
            .sorted(Map.Entry.comparingByValue())
            .map(column -> database.layout().expression(column.getKey()))
            .toList();
    return new SqlText(
        "SELECT "
            + String.join(", ", selection)
            + " FROM "
            + database.table()
            + " WHERE "
            + narrowing.sql().sql(),
        narrowing.sql().parameters());
  }
}
