package dev.eventlogger.sink.db;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** A limit to how long the network may be silent, on a connection that is only lent to us. */
final class SilenceLimit {

  private SilenceLimit() {}

  /** The connection with a limit, if it has none; closing it gives it back as it was. */
  static Connection on(Connection connection, Duration limit) {
    try {
      if (connection.getNetworkTimeout() != 0) {
        return connection;
      }
      connection.setNetworkTimeout(Runnable::run, (int) limit.toMillis());
    } catch (SQLException | AbstractMethodError e) {
      return connection; // its driver knows no limits of that kind
    }
    return (Connection)
        Proxy.newProxyInstance(
            SilenceLimit.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                takeBack(connection);
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static void takeBack(Connection connection) {
    try {
      connection.setNetworkTimeout(Runnable::run, 0);
    } catch (SQLException e) {
      // It is broken, and nobody will use it again.
    }
  }
}
