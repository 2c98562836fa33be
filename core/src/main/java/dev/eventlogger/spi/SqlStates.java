package dev.eventlogger.spi;

import java.sql.SQLException;
import java.util.Map;

/**
 * What may be said of a database's failure: the SQLState and the database's error number and, for
 * known states (ISO 9075, PostgreSQL's appendix A), what they mean. Never the database's own
 * message: a trigger may raise any text under any state.
 */
final class SqlStates {

  private static final String CLASS = "java.sql.SQLException";

  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("08", "the connection failed"),
          Map.entry("22", "a value cannot be stored"),
          Map.entry("23", "a constraint is violated"),
          Map.entry("25006", "the database is read-only"),
          Map.entry("28", "the user or the password is refused"),
          Map.entry("3D", "there is no such database"),
          Map.entry("3F", "there is no such schema"),
          Map.entry("40001", "it was rolled back for another transaction"),
          Map.entry("40P01", "it was rolled back to end a deadlock"),
          Map.entry("42501", "the user has not the right"),
          Map.entry("42P01", "there is no such table"),
          Map.entry("42S02", "there is no such table"),
          Map.entry("42703", "there is no such column"),
          Map.entry("42S22", "there is no such column"),
          Map.entry("42", "the statement or a right is wrong"),
          Map.entry("53100", "the disk is full"),
          Map.entry("53300", "there are too many connections"),
          Map.entry("53", "the server is short of something"),
          Map.entry("57014", "it was cancelled, or took too long"),
          Map.entry("57P01", "the server shuts down"),
          Map.entry("57P03", "the server does not take connections yet"));

  private SqlStates() {}

  /** Compares by name, since a Java runtime may lack the module that the class is in. */
  static boolean isOfDatabase(Throwable failure) {
    for (Class<?> type = failure.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(CLASS)) {
        return true;
      }
    }
    return false;
  }

  static String of(SQLException e) {
    String state = e.getSQLState();
    if (state == null || !state.matches("[0-9A-Z]{5}")) {
      return "without an SQLState, error " + e.getErrorCode();
    }
    String meaning =
        MEANINGS.containsKey(state) ? MEANINGS.get(state) : MEANINGS.get(state.substring(0, 2));
    return "SQLState "
        + state
        + ", error "
        + e.getErrorCode()
        + (meaning == null ? "" : ": " + meaning);
  }
}
