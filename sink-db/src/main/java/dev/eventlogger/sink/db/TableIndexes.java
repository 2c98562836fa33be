package dev.eventlogger.sink.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The indexes of a table, including its primary key. Immutable. */
record TableIndexes(Collection<Index> indexes) {

  /** One index, with its columns in lower case and in order. */
  private record Index(String name, boolean isUnique, List<String> columns) {}

  static TableIndexes of(TablePlace place) throws SQLException {
    Map<String, Index> byName = new HashMap<>();
    try (ResultSet found = place.indexes()) {
      while (found.next()) {
        String column = found.getString("COLUMN_NAME");
        boolean isPartial = found.getString("FILTER_CONDITION") != null;
        if (column != null && !isPartial) {
          boolean isUnique = !found.getBoolean("NON_UNIQUE");
          byName
              .computeIfAbsent(
                  found.getString("INDEX_NAME"),
                  name -> new Index(name, isUnique, new ArrayList<>()))
              .columns()
              .add(column.toLowerCase(Locale.ROOT));
        }
      }
    }
    return new TableIndexes(List.copyOf(byName.values()));
  }

  /**
   * The columns by which the table recognizes an event that is there already: its id, or id and
   * time, as a table partitioned by time needs; null if there is no such key.
   */
  @Nullable List<String> key() {
    for (Set<String> wanted : List.of(Set.of("id"), Set.of("id", "created_at"))) {
      for (Index index : indexes) {
        if (index.isUnique() && wanted.equals(new HashSet<>(index.columns()))) {
          return index.columns();
        }
      }
    }
    return null;
  }

  /** The names of unique indexes by which an event can be refused that is not a repeated one. */
  List<String> uniqueWithoutId() {
    return indexes.stream()
        .filter(index -> index.isUnique() && !index.columns().contains("id"))
        .map(Index::name)
        .sorted()
        .toList();
  }

  /** Whether an index can find rows by a column. */
  boolean beginsWith(String column) {
    return indexes.stream().anyMatch(index -> index.columns().get(0).equals(column));
  }
}
