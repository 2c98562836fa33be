package dev.eventlogger.server.view;

import static dev.eventlogger.query.text.FilterText.named;

import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events counted by one or two columns. Immutable.
 *
 * @param query the question for the store
 * @param columns the columns of each row: those grouped by, then the aggregates
 */
public record ViewGroups(UsageQuery query, List<ViewGroupColumn> columns) {

  private static final int MOST_BY = 2;

  public ViewGroups {
    columns = List.copyOf(columns);
  }

  static ViewGroups of(EventFilter filter, ViewControls controls) {
    List<Field> by =
        named("_by", () -> controls.all("_by").stream().map(Field::parse).distinct().toList());
    if (by.size() > MOST_BY) {
      throw new IllegalArgumentException(
          "_by: takes at most " + MOST_BY + " columns, not " + by.size());
    }
    checkOrder(controls);
    List<ViewGroupColumn> shown = new ArrayList<>();
    shown.add(new ViewGroupColumn(by.get(0).toString(), null, UsageRow::value));
    if (by.size() == MOST_BY) {
      shown.add(new ViewGroupColumn(by.get(1).toString(), null, UsageRow::thenValue));
    }
    List<ViewGroupColumn> known = named("_c", () -> aggregates(controls.all("_c")));
    shown.addAll(known);
    Field second = by.size() == MOST_BY ? by.get(1) : null;
    Field measured = named("_c", () -> Optional.ofNullable(measured(known))).orElse(null);
    int limit = controls.limit();
    return new ViewGroups(
        named("_by", () -> new UsageQuery(filter, null, by.get(0), second, measured, limit)),
        shown);
  }

  /** Groups come with the most events first, the only order that stores offer. */
  private static void checkOrder(ViewControls controls) {
    boolean isUsual =
        controls.all("_sort").stream()
            .allMatch(sort -> sort.equals("-id|count") || sort.equals("-events|sum"));
    if (!isUsual) {
      throw new IllegalArgumentException(
          "_sort: groups come with the most events first; leave it out, or write -id|count");
    }
    if (controls.offset() > 0) {
      throw new IllegalArgumentException(
          "_offset: groups come from the first on; leave it out, and raise _limit");
    }
  }

  private static List<ViewGroupColumn> aggregates(List<String> asked) {
    List<String> wanted = asked.isEmpty() ? List.of("id|count") : asked;
    return wanted.stream().map(ViewGroupColumn::parse).toList();
  }

  private static @Nullable Field measured(List<ViewGroupColumn> columns) {
    List<Field> fields =
        columns.stream().flatMap(column -> column.measuredField().stream()).distinct().toList();
    if (fields.size() > 1) {
      throw new IllegalArgumentException(
          "numbers of one column can be asked for at once, not of "
              + fields.get(0)
              + " and "
              + fields.get(1));
    }
    return fields.isEmpty() ? null : fields.get(0);
  }

  /** The same groups of other events. */
  ViewGroups of(EventFilter filter) {
    return new ViewGroups(query.within(filter), columns);
  }

  /** The rows of the answer: each column with its value, in their order. */
  public List<Map<String, @Nullable Object>> rows(List<UsageRow> counted) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (UsageRow row : counted) {
      Map<String, @Nullable Object> shown = new LinkedHashMap<>();
      columns.forEach(column -> shown.put(column.name(), column.value().apply(row)));
      rows.add(shown);
    }
    return rows;
  }
}
