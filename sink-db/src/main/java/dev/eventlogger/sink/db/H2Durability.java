package dev.eventlogger.sink.db;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks whether a file of H2 keeps what was committed when its process is killed. Our own URLs see
 * to that ({@link H2Url}), but whoever opens the file first decides, which may be the application.
 */
final class H2Durability {

  private static final System.Logger LOGGER = System.getLogger(H2Durability.class.getName());

  private H2Durability() {}

  /** Logs what is wrong, if the database is H2. */
  static void warn(Database database) throws SQLException {
    if (database.dialect().name().equals("h2")) {
      for (String concern : database.call(connection -> concerns(database, connection))) {
        LOGGER.log(Level.WARNING, database.tableName() + ": " + concern);
      }
    }
  }

  private static List<String> concerns(Database database, Connection connection)
      throws SQLException {
    List<String> concerns = new ArrayList<>();
    Map<String, String> settings = settings(database, connection);
    if (!settings.isEmpty()
        && losesLastCommits(connection.getMetaData().getDatabaseProductVersion())) {
      concerns.add(
          "H2 2.5.250 to 2.5.252 lose the last rows that were committed if the process is killed;"
              + " put H2 2.4.240 on the class path");
    }
    // Users other than the database's administrator are not shown all settings.
    String compactTime = settings.getOrDefault("MAX_COMPACT_TIME", "0");
    if (movesPagesAtClosing(connection.getMetaData()) && !compactTime.equals("0")) {
      concerns.add(
          "its database was opened with MAX_COMPACT_TIME="
              + compactTime
              + "; if the process is killed while H2 closes the file, rows that were committed can"
              + " vanish, and later ones too; add ;MAX_COMPACT_TIME=0 to the URL that opens it first");
    }
    String writeDelay = settings.getOrDefault("WRITE_DELAY", "0");
    if (!writeDelay.equals("0")) {
      concerns.add(
          "its database was opened with WRITE_DELAY="
              + writeDelay
              + "; if the process is killed, rows of the last so many milliseconds are lost after they"
              + " counted as delivered; add ;WRITE_DELAY=0 to the URL that opens it first");
    }
    return concerns;
  }

  /** The settings; empty for a database in memory. */
  private static Map<String, String> settings(Database database, Connection connection)
      throws SQLException {
    Map<String, String> settings = new HashMap<>();
    String sql =
        "SELECT SETTING_NAME, SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
            + " WHERE SETTING_NAME IN ('MAX_COMPACT_TIME', 'WRITE_DELAY')"
            + " AND database_path() IS NOT NULL";
    try (Statement select = database.limited(connection.createStatement());
        ResultSet rows = select.executeQuery(sql)) {
      while (rows.next()) {
        settings.put(rows.getString(1), rows.getString(2));
      }
    }
    return settings;
  }

  /**
   * Whether a version of H2 writes the header of its file before it records the commit that the
   * header should point to, so that the commit is in the file but can no longer be found.
   */
  static boolean losesLastCommits(String version) {
    return version.matches("2\\.5\\.25[0-2]\\b.*");
  }

  /**
   * Whether a version of H2 moves pages while closing in a way that can lose rows: 2.4 does, 2.3
   * did not.
   */
  private static boolean movesPagesAtClosing(DatabaseMetaData product) throws SQLException {
    int major = product.getDatabaseMajorVersion();
    return major > 2 || (major == 2 && product.getDatabaseMinorVersion() > 3);
  }
}
