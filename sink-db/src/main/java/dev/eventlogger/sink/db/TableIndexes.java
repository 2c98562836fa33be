package dev.eventlogger.sink.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The indexes of a table, its primary key among them. Immutable. */
record TableIndexes(Collection<Index> indexes) {

  /** One index: its columns in lower case, in their order. */
  private record Index(boolean isUnique, List<String> columns) {}

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
                  found.getString("INDEX_NAME"), name -> new Index(isUnique, new ArrayList<>()))
              .columns()
              .add(column.toLowerCase(Locale.ROOT));
        }
      }
    }
    return new TableIndexes(List.copyOf(byName.values()));
  }

  /** Whether no two rows can have the same value in a column. */
  boolean isUnique(String column) {
    return indexes.stream()
        .anyMatch(index -> index.isUnique() && index.columns().equals(List.of(column)));
  }

  /** Whether rows are found fast by a column. */
  boolean beginsWith(String column) {
    return indexes.stream().anyMatch(index -> index.columns().get(0).equals(column));
  }
}
