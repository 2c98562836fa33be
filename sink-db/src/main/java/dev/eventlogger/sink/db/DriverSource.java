package dev.eventlogger.sink.db;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections with a driver. Neither the URL that the driver gets nor its messages hold a
 * secret. Thread-safe.
 */
final class DriverSource implements DataSource {

  private final Driver driver;
  private final DatabaseUrl url;
  private final Properties properties = new Properties();

  /**
   * For a driver that accepts the URL.
   *
   * @param properties further ones for the driver, besides those of the URL
   */
  DriverSource(Driver driver, DatabaseUrl url, Map<String, String> properties) {
    this.driver = driver;
    this.url = url;
    this.properties.putAll(properties);
    this.properties.putAll(url.properties());
  }

  @Override
  public Connection getConnection() throws SQLException {
    try {
      Connection connection = driver.connect(url.text(), (Properties) properties.clone());
      if (connection == null) {
        throw new SQLException("url: its driver does not take it", "08001");
      }
      return connection;
    } catch (SQLException e) {
      throw withoutSecrets(e);
    }
  }

  private SQLException withoutSecrets(SQLException failure) {
    boolean isSafe = true;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      isSafe &= message.equals(url.hideSecretsIn(message));
    }
    if (isSafe) {
      return failure;
    }
    String hidden = url.hideSecretsIn(String.valueOf(failure.getMessage()));
    return new SQLException(hidden, failure.getSQLState(), failure.getErrorCode());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the user is that of the settings");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {
    // Nothing is written.
  }

  @Override
  public void setLoginTimeout(int seconds) {
    // The driver has its own timeout.
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return driver.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("there is nothing behind it");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
