package dev.eventlogger.sink.db;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the application, adapted to our needs while we have it; closing it undoes that
 * and returns it. For one thread.
 */
final class LentConnection implements InvocationHandler {

  private interface Change {
    void takeBack() throws SQLException;
  }

  private final Connection connection;
  private final List<Change> changes = new ArrayList<>();

  private LentConnection(Connection connection) {
    this.connection = connection;
  }

  /**
   * Wraps a connection, and limits how long the network may be silent, unless it has such a limit.
   */
  static Connection of(Connection connection, Duration silence) {
    LentConnection lent = new LentConnection(connection);
    lent.limit(silence);
    lent.prepareNothing();
    return (Connection)
        Proxy.newProxyInstance(
            LentConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, lent);
  }

  /** The application's own connection behind one of these. */
  static Connection lent(Connection connection) {
    return Proxy.isProxyClass(connection.getClass())
            && Proxy.getInvocationHandler(connection) instanceof LentConnection lent
        ? lent.connection
        : connection;
  }

  private void limit(Duration silence) {
    try {
      if (connection.getNetworkTimeout() == 0) {
        connection.setNetworkTimeout(Runnable::run, (int) silence.toMillis());
        changes.add(() -> connection.setNetworkTimeout(Runnable::run, 0));
      }
    } catch (SQLException | AbstractMethodError e) {
      // Its driver does not support network timeouts.
    }
  }

  /**
   * Turns off prepared statements in the server, as a pooler may give each transaction another
   * connection.
   */
  private void prepareNothing() {
    try {
      int threshold = PostgresStatements.prepareFrom(connection, 0);
      if (threshold > 0) {
        changes.add(() -> PostgresStatements.prepareFrom(connection, threshold));
      }
    } catch (LinkageError | SQLException | UnsupportedOperationException e) {
      // Another driver, or PostgreSQL's is not visible to this class or is hidden.
    }
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("close")) {
      takeBack();
    }
    try {
      return method.invoke(connection, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void takeBack() {
    try {
      for (Change change : changes) {
        change.takeBack();
      }
    } catch (SQLException e) {
      // The connection is broken, and nobody will use it again.
    }
    changes.clear();
  }
}
