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
 * A connection of the application, changed as we need it for as long as we have it; closing it
 * gives it back as it was. For one thread.
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

  /** The connection, with a limit to how long the network may be silent, if it has none. */
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
      // Its driver knows no limits of that kind.
    }
  }

  /** For a pooler between us and PostgreSQL that gives each transaction another connection. */
  private void prepareNothing() {
    try {
      int threshold = PostgresStatements.prepareFrom(connection, 0);
      if (threshold > 0) {
        changes.add(() -> PostgresStatements.prepareFrom(connection, threshold));
      }
    } catch (LinkageError | SQLException | UnsupportedOperationException e) {
      // Another driver, one that this class does not see, or one that is hidden.
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
      // It is broken, and nobody will use it again.
    }
    changes.clear();
  }
}
