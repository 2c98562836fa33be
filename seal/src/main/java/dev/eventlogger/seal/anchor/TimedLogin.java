package dev.eventlogger.seal.anchor;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens a connection, and gives up after some time: each driver has its own setting for that, or
 * none, and that of {@link java.sql.DriverManager} applies to the whole JVM. Stateless.
 */
final class TimedLogin {

  private TimedLogin() {}

  /**
   * Opens a connection on a thread of its own; one that comes too late is closed.
   *
   * @throws SQLException also if there is none in time
   */
  static Connection open(DatabaseAnchor.Connections connections, Duration patience)
      throws SQLException {
    CompletableFuture<Connection> opening = new CompletableFuture<>();
    Thread thread = new Thread(() -> open(connections, opening), "event-logger-anchor-login");
    thread.setDaemon(true);
    thread.start();
    try {
      return opening.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SQLException failure ? failure : lost("login failed", e);
    } catch (TimeoutException e) {
      throw lost("no login in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw lost("interrupted", e);
    } finally {
      if (opening.cancel(false)) {
        thread.interrupt();
      }
    }
  }

  /** With SQLState 08001: the connection could not be established. */
  private static SQLException lost(String why, Exception cause) {
    return new SQLException(why, "08001", cause);
  }

  private static void open(
      DatabaseAnchor.Connections connections, CompletableFuture<Connection> opening) {
    try {
      Connection connection = connections.open();
      if (!opening.complete(connection)) {
        connection.close();
      }
    } catch (SQLException | RuntimeException | Error e) {
      boolean unused = opening.completeExceptionally(e);
    }
  }
}
