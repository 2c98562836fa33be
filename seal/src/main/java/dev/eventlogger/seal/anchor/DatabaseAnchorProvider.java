package dev.eventlogger.seal.anchor;

import static java.util.Objects.requireNonNullElse;

import com.google.auto.service.AutoService;
import dev.eventlogger.spi.SinkConfig;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Makes the anchors named {@code database}. Stateless. */
@SuppressWarnings("exports") // only an annotation, used when compiling
@AutoService(SealAnchorProvider.class)
public final class DatabaseAnchorProvider implements SealAnchorProvider {

  private static final int PATIENCE_MILLIS = 10_000;

  /** For the service loader. */
  public DatabaseAnchorProvider() {}

  /**
   * Where the table is.
   *
   * @param url of JDBC, without user and password
   * @param user null for none
   * @param password null for none
   * @param table default {@code event_logger_checkpoints}
   */
  record Settings(String url, @Nullable String user, @Nullable String password, String table) {

    Settings {
      if (url == null || !url.startsWith("jdbc:")) {
        throw new IllegalArgumentException(
            "url is required, such as jdbc:postgresql://audit.example.org/seals");
      }
      table = DatabaseAnchor.requireName(requireNonNullElse(table, "event_logger_checkpoints"));
    }

    /** Shows the table only: the rest may hold secrets. */
    @Override
    public String toString() {
      return "Settings[" + table + "]";
    }
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public SealAnchor open(SinkConfig config) {
    Settings settings = config.as(Settings.class);
    requireDriver(settings.url());
    return new DatabaseAnchor(() -> connect(settings), settings.table());
  }

  private static void requireDriver(String url) {
    try {
      Driver unused = DriverManager.getDriver(url);
    } catch (SQLException e) {
      String kind = url.split(":", 3)[1];
      throw new IllegalArgumentException(
          "url: there is no driver for jdbc:" + kind + "; add the database's to the class path");
    }
  }

  private static Connection connect(Settings settings) throws SQLException {
    Properties properties = new Properties();
    if (settings.user() != null) {
      properties.setProperty("user", settings.user());
    }
    if (settings.password() != null) {
      properties.setProperty("password", settings.password());
    }
    Connection connection =
        TimedLogin.open(
            () -> DriverManager.getConnection(settings.url(), properties),
            Duration.ofMillis(PATIENCE_MILLIS));
    boolean done = false;
    try {
      connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
      done = true;
      return connection;
    } finally {
      if (!done) {
        connection.close();
      }
    }
  }
}
