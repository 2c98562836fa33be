package dev.eventlogger.sink.db;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Where the driver finds a table's description. MariaDB and MySQL call a schema a catalog.
 *
 * @param catalog null for any
 * @param schema null for any
 */
record TablePlace(
    DatabaseMetaData metaData, @Nullable String catalog, @Nullable String schema, String name) {

  /** The place where a statement finds the table; null if it finds none. */
  static @Nullable TablePlace find(TableName table, Connection connection) throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    String schema = table.schema();
    if (!metaData.supportsSchemasInTableDefinitions()) {
      String catalog = schema != null ? schema : connection.getCatalog();
      return new TablePlace(metaData, catalog, null, table.name());
    }
    if (schema == null) {
      boolean hasPath = metaData.getDatabaseProductName().equals("PostgreSQL");
      schema = hasPath ? inPath(table, connection) : connection.getSchema();
    }
    return schema == null
        ? null
        : new TablePlace(metaData, connection.getCatalog(), schema, table.name());
  }

  /** The first schema of PostgreSQL's {@code search_path} that has the table. */
  private static @Nullable String inPath(TableName table, Connection connection)
      throws SQLException {
    String sql =
        "SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.oid = to_regclass(?)";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, '"' + table.name() + '"');
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  /** The schema's name, whether the database calls it schema or catalog. */
  @Nullable String owner() {
    return schema != null ? schema : catalog;
  }

  /** One row for each column. */
  ResultSet columns() throws SQLException {
    return metaData.getColumns(catalog, escaped(schema), escaped(name), null);
  }

  /** One row for each column of each index, in the order of the index. */
  ResultSet indexes() throws SQLException {
    return metaData.getIndexInfo(catalog, schema, name, false, true);
  }

  private @Nullable String escaped(@Nullable String text) throws SQLException {
    String escape = metaData.getSearchStringEscape();
    return text == null ? null : text.replace(escape, escape + escape).replace("_", escape + "_");
  }
}
