package dev.eventlogger.sink.db;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;

/** The simplest possible pool: it lends what was returned, unless that is closed. */
final class OneConnection implements AutoCloseable {

  private final String url;
  private final Deque<Connection> idle = new ArrayDeque<>();

  OneConnection(String url) {
    this.url = url;
  }

  DataSource dataSource() {
    return (DataSource)
        Proxy.newProxyInstance(
            OneConnection.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                method.getName().equals("getConnection") ? lend() : (Object) false);
  }

  private synchronized Connection lend() throws SQLException {
    Connection found = idle.poll();
    while (found != null && found.isClosed()) {
      found = idle.poll();
    }
    Connection lent = found != null ? found : DriverManager.getConnection(url);
    return (Connection)
        Proxy.newProxyInstance(
            OneConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                giveBack(lent);
                return null;
              }
              try {
                return method.invoke(lent, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private synchronized void giveBack(Connection connection) {
    idle.push(connection);
  }

  @Override
  public synchronized void close() {
    for (Connection connection : idle) {
      try {
        connection.close();
      } catch (SQLException e) {
        // It was ended before.
      }
    }
  }
}
