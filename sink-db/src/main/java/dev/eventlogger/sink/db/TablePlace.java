package dev.eventlogger.sink.db;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
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

  static TablePlace of(TableName table, Connection connection) throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    String schema = table.schema();
    if (!metaData.supportsSchemasInTableDefinitions()) {
      String catalog = schema != null ? schema : connection.getCatalog();
      return new TablePlace(metaData, catalog, null, table.name());
    }
    String own = schema != null ? schema : connection.getSchema();
    return new TablePlace(metaData, connection.getCatalog(), own, table.name());
  }

  /** One row for each column. */
  ResultSet columns() throws SQLException {
    return metaData.getColumns(catalog, escaped(schema), escaped(name), null);
  }

  /** One row for each column of each index, those of an index in their order. */
  ResultSet indexes() throws SQLException {
    return metaData.getIndexInfo(catalog, schema, name, false, true);
  }

  private @Nullable String escaped(@Nullable String text) throws SQLException {
    String escape = metaData.getSearchStringEscape();
    return text == null ? null : text.replace(escape, escape + escape).replace("_", escape + "_");
  }
}
