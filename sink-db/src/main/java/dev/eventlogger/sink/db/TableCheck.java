package dev.eventlogger.sink.db;

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

/**
 * Compares a table with what it must be, column by column. Immutable.
 *
 * @param wanted each column with the names of the types that will do, a bar between them; empty for
 *     any type
 */
record TableCheck(TableName table, Map<String, String> wanted) {

  private record Column(String type, boolean isRequired) {}

  /** One line for each column that is not as it must be. */
  List<String> differences(Connection connection, boolean mayBeAbsent) throws SQLException {
    Map<String, Column> found = columns(connection);
    List<String> differences = new ArrayList<>();
    if (found.isEmpty()) {
      return mayBeAbsent
          ? differences
          : List.of("table: there is no table " + table + "; make it, or set schema: migrate");
    }
    wanted.forEach((name, type) -> addIfOther(differences, name, type, found.get(name)));
    found.forEach(
        (name, column) -> {
          if (!wanted.containsKey(name) && column.isRequired()) {
            differences.add(place(name) + "needs a value, which no event has; give it a default");
          }
        });
    return differences;
  }

  private void addIfOther(
      List<String> differences, String name, String type, @Nullable Column found) {
    boolean isAny = type.isEmpty();
    if (found == null) {
      differences.add(place(name) + "is missing" + (isAny ? "" : "; it must be " + words(type)));
    } else if (!isAny && !Arrays.asList(type.split("\\|", -1)).contains(found.type())) {
      differences.add(place(name) + "is " + found.type() + "; it must be " + words(type));
    }
  }

  private static String words(String type) {
    return type.replace("|", " or ");
  }

  private String place(String column) {
    return "table: " + table + "." + column + " ";
  }

  private Map<String, Column> columns(Connection connection) throws SQLException {
    Map<String, Column> columns = new HashMap<>();
    try (ResultSet found = metaData(connection)) {
      while (found.next()) {
        boolean isRequired =
            found.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls
                && found.getString("COLUMN_DEF") == null
                && !"YES".equals(found.getString("IS_AUTOINCREMENT"));
        columns.put(
            found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT),
            new Column(found.getString("TYPE_NAME"), isRequired));
      }
    }
    return columns;
  }

  /** MariaDB and MySQL call a schema a catalog. */
  private ResultSet metaData(Connection connection) throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    String escape = metaData.getSearchStringEscape();
    String name = escaped(table.name(), escape);
    String schema = table.schema();
    if (!metaData.supportsSchemasInTableDefinitions()) {
      String catalog = schema != null ? schema : connection.getCatalog();
      return metaData.getColumns(catalog, null, name, null);
    }
    String own = schema != null ? schema : connection.getSchema();
    return metaData.getColumns(connection.getCatalog(), escaped(own, escape), name, null);
  }

  private static String escaped(String name, String escape) {
    return name.replace(escape, escape + escape).replace("_", escape + "_");
  }
}
