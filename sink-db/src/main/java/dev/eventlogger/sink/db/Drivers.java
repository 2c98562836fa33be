package dev.eventlogger.sink.db;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.ServiceLoader;

/** Finds JDBC drivers, which the application supplies. */
final class Drivers {

  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "h2", "com.h2database:h2",
          "postgresql", "org.postgresql:postgresql",
          "mariadb", "org.mariadb.jdbc:mariadb-java-client",
          "mysql", "com.mysql:mysql-connector-j");

  private Drivers() {}

  /**
   * The driver for a URL, from the class path of this class or of the thread.
   *
   * @param url without secrets: a driver may print the URL of another
   * @throws IllegalArgumentException if there is none, naming the artifact that has it
   */
  static Driver find(String url) throws SQLException {
    for (ClassLoader loader :
        new ClassLoader[] {
          Drivers.class.getClassLoader(), Thread.currentThread().getContextClassLoader()
        }) {
      for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
        if (driver.acceptsURL(url)) {
          return driver;
        }
      }
    }
    try {
      return DriverManager.getDriver(url);
    } catch (SQLException e) {
      throw new IllegalArgumentException(missing(url), e);
    }
  }

  private static String missing(String url) {
    String kind = DatabaseUrl.kind(url);
    String artifact = ARTIFACTS.get(kind);
    if (artifact == null) {
      return "url: jdbc:"
          + kind
          + ": is not a database this sink knows; it knows jdbc:h2:, jdbc:postgresql:,"
          + " jdbc:mariadb: and jdbc:mysql:";
    }
    return "url: there is no driver for jdbc:"
        + kind
        + ":; add "
        + artifact
        + " to the class path, or to the folder lib of the event-logger command";
  }
}
