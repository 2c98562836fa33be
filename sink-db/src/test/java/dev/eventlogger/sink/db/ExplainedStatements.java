package dev.eventlogger.sink.db;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Connections on which the database explains each prepared statement on a table just before it is
 * executed, with the same values. For one thread.
 */
final class ExplainedStatements {

  private final TestDatabase database;
  private final String table;
  private final List<Plan> plans = new ArrayList<>();

  /** A statement and the database's plan for it, with a line for each row of the explanation. */
  record Plan(String sql, String text) {}

  ExplainedStatements(TestDatabase database, Object table) {
    this.database = database;
    this.table = database.quoted(table);
  }

  /** What was executed since the last call. */
  List<Plan> takePlans() {
    List<Plan> taken = List.copyOf(plans);
    plans.clear();
    return taken;
  }

  DataSource connections() {
    return proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          if (!method.getName().equals("getConnection")) {
            throw new UnsupportedOperationException(method.getName());
          }
          Connection connection = database.connect();
          return proxy(
              Connection.class,
              (itself, called, values) -> ofConnection(connection, called, values));
        });
  }

  private Object ofConnection(Connection connection, Method method, Object[] arguments)
      throws Throwable {
    Object result = invoke(connection, method, arguments);
    if (!method.getName().equals("prepareStatement") || !arguments[0].toString().contains(table)) {
      return result;
    }
    String sql = arguments[0].toString();
    PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql);
    return proxy(
        PreparedStatement.class,
        (itself, called, values) -> {
          boolean isParameter = called.getName().startsWith("set") && values.length > 1;
          if (isParameter || called.getName().equals("close")) {
            invoke(explain, called, values);
          } else if (called.getName().startsWith("execute")) {
            plans.add(new Plan(sql, text(explain)));
          }
          return invoke(result, called, values);
        });
  }

  private static String text(PreparedStatement explain) throws SQLException {
    StringBuilder text = new StringBuilder();
    try (ResultSet rows = explain.executeQuery()) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          String name = rows.getMetaData().getColumnLabel(i);
          text.append(name).append('=').append(rows.getString(i)).append(' ');
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
