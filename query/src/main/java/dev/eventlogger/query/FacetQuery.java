package dev.eventlogger.query;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A question for the most frequent values of several fields.
 *
 * @param filter which events
 * @param fields 1 to 20 different fields, each one that {@link Field#isCountable}
 * @param limit the most values of each field, 1 to 1,000
 */
public record FacetQuery(EventFilter filter, List<Field> fields, int limit) {

  /** The most fields. */
  public static final int MOST_FIELDS = 20;

  /** The most values of a field. */
  public static final int MOST_VALUES = 1_000;

  public FacetQuery {
    requireNonNull(filter, "filter");
    fields = List.copyOf(fields);
    if (fields.isEmpty() || fields.size() > MOST_FIELDS) {
      throw new IllegalArgumentException(
          "fields: must be 1 to " + MOST_FIELDS + ", not " + fields.size());
    }
    if (fields.stream().distinct().count() < fields.size()) {
      throw new IllegalArgumentException("fields: must be different");
    }
    if (limit < 1 || limit > MOST_VALUES) {
      throw new IllegalArgumentException(
          "limit: must be from 1 to " + MOST_VALUES + ", not " + limit);
    }
    for (Field field : fields) {
      var unused = new UsageQuery(filter, null, field, limit);
    }
  }

  /** A question for each field alone, in the order of the fields. */
  public List<UsageQuery> each() {
    return fields.stream().map(field -> new UsageQuery(filter, null, field, limit)).toList();
  }

  /**
   * Combines the answers to the questions of {@link #each}.
   *
   * @param rows in the order of the questions
   */
  public Map<Field, List<UsageRow>> answer(List<List<UsageRow>> rows) {
    Map<Field, List<UsageRow>> facets = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      facets.put(fields.get(i), rows.get(i));
    }
    return facets;
  }
}
