package dev.eventlogger.sink.db;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares a table with what its layout requires, column by column. Immutable. */
record TableCheck(TableName table, Layout layout) {

  private static final Logger LOGGER = System.getLogger(TableCheck.class.getName());

  private record Column(String type, long length, boolean isRequired) {}

  /** One line for each difference. */
  List<String> differences(Connection connection, boolean mayBeAbsent) throws SQLException {
    TablePlace place = TablePlace.find(table, connection);
    Map<String, Column> found = place == null ? Map.of() : columns(place);
    List<String> differences = new ArrayList<>();
    if (place == null || found.isEmpty()) {
      return mayBeAbsent
          ? differences
          : List.of("table: there is no table " + table + "; make it, or set schema: migrate");
    }
    if (mayBeAbsent) {
      addIfElsewhere(differences, place, connection);
    }
    layout
        .columnTypes()
        .forEach((name, type) -> addIfOther(differences, name, type, found.get(name)));
    found.forEach(
        (name, column) -> {
          if (!layout.columnTypes().containsKey(name) && column.isRequired()) {
            differences.add(place(name) + "needs a value, which no event has; give it a default");
          }
        });
    if (found.containsKey("id") && layout.tellsRepeats()) {
      addIfRepeats(differences, TableIndexes.of(place));
    }
    differences.addAll(Encodings.differences(table, place, layout, connection));
    return differences;
  }

  /**
   * A new table would be created in the first schema of the path, and then hide the one found here.
   */
  private void addIfElsewhere(List<String> differences, TablePlace place, Connection connection)
      throws SQLException {
    String schema = place.schema();
    if (table.schema() == null && schema != null && !schema.equals(connection.getSchema())) {
      differences.add(
          "table: "
              + table
              + " is in the schema "
              + schema
              + ", but would be made in "
              + connection.getSchema()
              + "; set table: "
              + schema
              + "."
              + table);
    }
  }

  private void addIfOther(
      List<String> differences, String name, String type, @Nullable Column found) {
    boolean isAny = type.isEmpty();
    int length = layout.lengths().getOrDefault(name, 0);
    if (found == null) {
      differences.add(place(name) + "is missing" + (isAny ? "" : "; it must be " + words(type)));
    } else if (!isAny && !Arrays.asList(type.split("\\|", -1)).contains(found.type())) {
      differences.add(place(name) + "is " + found.type() + "; it must be " + words(type));
    } else if (found.length() < length) {
      differences.add(
          place(name) + "holds " + found.length() + " characters; it must hold " + length);
    }
  }

  /** Without a key, an event that is sent twice would be there twice. */
  private void addIfRepeats(List<String> differences, TableIndexes indexes) {
    if (indexes.key() == null) {
      differences.add(
          place("id")
              + "is no key; make it the primary key, or, in a table that is partitioned by time,"
              + " id and created_at");
    }
  }

  /**
   * Logs which indexes are missing, without which everything works but slowly, and which are
   * unique.
   */
  void warnOfIndexes(Connection connection) throws SQLException {
    TablePlace place = TablePlace.find(table, connection);
    if (place == null) {
      return;
    }
    TableIndexes indexes = TableIndexes.of(place);
    for (String index : layout.tellsRepeats() ? indexes.uniqueWithoutId() : List.<String>of()) {
      LOGGER.log(
          Level.WARNING,
          table
              + ": the index "
              + index
              + " is unique; an event that is equal in it to another is refused, and becomes a dead"
              + " letter");
    }
    for (String column : layout.indexes()) {
      if (!indexes.beginsWith(column)) {
        LOGGER.log(
            Level.WARNING,
            table
                + ": no index begins with "
                + column
                + "; what is asked for by it reads the whole table");
      }
    }
  }

  private static String words(String type) {
    return type.replace("|", " or ");
  }

  private String place(String column) {
    return "table: " + table + "." + column + " ";
  }

  private static Map<String, Column> columns(TablePlace place) throws SQLException {
    Map<String, Column> columns = new HashMap<>();
    try (ResultSet found = place.columns()) {
      while (found.next()) {
        boolean isRequired =
            found.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls
                && found.getString("COLUMN_DEF") == null
                && !"YES".equals(found.getString("IS_AUTOINCREMENT"));
        long length = found.getLong("COLUMN_SIZE");
        columns.put(
            found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT),
            new Column(found.getString("TYPE_NAME"), length, isRequired));
      }
    }
    return columns;
  }
}
