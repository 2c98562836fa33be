package dev.eventlogger.sink.db;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.query.StoreException;
import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.SinkException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a failure, by its SQLState (ISO 9075, and what the databases add to it).
 *
 * <p>An unknown failure is retried: that loses nothing. If a connection is lost while a batch is
 * committed, it is open whether the batch was; sending it again is harmless, since a row whose id
 * is there already is left alone.
 */
final class DatabaseFailures {

  /**
   * Data (22) and constraints (23); 54: too large, for an index for example; 21: MariaDB met
   * another unique index; 27: a trigger left the row out; 44: the check option of a view; 45, P0,
   * 2F, 38 and 39: a trigger failed, or refused the row. Any of these may also affect every event,
   * which {@link TableTrial} finds out.
   */
  private static final Set<String> OF_AN_EVENT =
      Set.of("21", "22", "23", "27", "2F", "38", "39", "44", "45", "54", "P0");

  /** Authorization (28), unknown database or schema (3D, 3F), syntax, rights and names (42). */
  private static final Set<String> OF_CONFIGURATION = Set.of("28", "3D", "3F", "42");

  private static final String FEATURE_NOT_SUPPORTED = "0A";
  private static final String WRONG_OBJECT_TYPE = "42809";
  private static final String READ_ONLY = "25006";

  /** The transaction is read-only (1792), or the server (1836), or its storage (1874). */
  private static final Set<Integer> READ_ONLY_FOR_MYSQL = Set.of(1792, 1836, 1874);

  /** An option of the server prevents it, such as {@code --read-only}. */
  private static final int MYSQL_OPTION = 1290;

  /** A prepared statement exists already, or does not: the server's connection is another one. */
  private static final Set<String> OF_A_POOLER = Set.of("42P05", "26000");

  private static final String H2_IN_USE = "90020";
  private static final String H2_NOT_FOUND = "90146";
  private static final int MYSQL_PACKET_TOO_LARGE = 1153;
  private static final int MYSQL_INCORRECT_STRING = 1366;
  private static final int MYSQL_NO_DEFAULT = 1364;
  private static final int H2_TRIGGER_FAILED = 90005;

  private DatabaseFailures() {}

  /** Whether bulk loading is not possible, or not into this table. */
  static boolean isNotSupported(SQLException failure) {
    return classOf(failure).equals(FEATURE_NOT_SUPPORTED)
        || WRONG_OBJECT_TYPE.equals(failure.getSQLState());
  }

  /** Translates a failure of a sink. */
  static SinkException ofSink(SQLException failure) {
    SQLException first = cause(failure);
    if (isOfAnEvent(first)) {
      // Without the cause: its message may quote the event.
      return SinkException.badBatch(state(first) + ": an event cannot be stored", null);
    }
    String words = words(first);
    return OF_CONFIGURATION.contains(classOf(first)) || isOfAPooler(first)
        ? SinkException.misconfigured(words, firstLineOf(failure))
        : SinkException.unavailable(words, firstLineOf(failure));
  }

  /**
   * Translates a failure to write to a table, which the message names if the statement does not fit
   * it.
   */
  static SinkException ofWriting(SQLException failure, TableName table) {
    SQLException first = cause(failure);
    return OF_CONFIGURATION.contains(classOf(first))
        ? SinkException.misconfigured(table + ": " + words(first), firstLineOf(failure))
        : ofSink(failure);
  }

  /** Translates a failure of a store. */
  static StoreException ofStore(SQLException failure) {
    SQLException first = cause(failure);
    return isOfAnEvent(first)
        ? new StoreException(state(first) + ": the database cannot compare that", null)
        : new StoreException(words(first), FailureWords.shown(failure));
  }

  /**
   * Whether the statement does not fit the table, so that what is known of the table may be
   * outdated.
   */
  static boolean isOfConfiguration(SQLException failure) {
    return OF_CONFIGURATION.contains(classOf(cause(failure)));
  }

  /**
   * Whether another connection may work, though this one is intact: it leads to a server that is no
   * longer the primary after a failover, or through a pooler that mixes up statements.
   */
  static boolean isOfConnection(SQLException failure) {
    SQLException first = cause(failure);
    return isReadOnly(first) || isOfAPooler(first);
  }

  private static boolean isReadOnly(SQLException failure) {
    return READ_ONLY.equals(failure.getSQLState())
        || READ_ONLY_FOR_MYSQL.contains(failure.getErrorCode())
        || (failure.getErrorCode() == MYSQL_OPTION
            && requireNonNullElse(failure.getMessage(), "").contains("read-only"));
  }

  private static boolean isOfAPooler(SQLException failure) {
    return OF_A_POOLER.contains(requireNonNullElse(failure.getSQLState(), ""));
  }

  /** Whether the database refuses a row because of what is in it. */
  static boolean isOfAnEvent(SQLException failure) {
    return OF_AN_EVENT.contains(classOf(failure))
        || failure.getErrorCode() == MYSQL_INCORRECT_STRING
        || failure.getErrorCode() == MYSQL_NO_DEFAULT
        || failure.getErrorCode() == H2_TRIGGER_FAILED
        || isTooLarge(failure);
  }

  /** Whether the columns' character set cannot hold a text; every text is valid Unicode here. */
  static boolean isOfCharacterSet(SQLException failure) {
    return "22P05".equals(failure.getSQLState())
        || failure.getErrorCode() == MYSQL_INCORRECT_STRING;
  }

  /**
   * Whether the row is too large for the database, which may have closed the connection over it.
   */
  static boolean isTooLarge(SQLException failure) {
    return failure.getErrorCode() == MYSQL_PACKET_TOO_LARGE || isTooLargeForMySql(failure);
  }

  /** The drivers notice it themselves, and report it with the state of a lost connection. */
  private static boolean isTooLargeForMySql(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (requireNonNullElse(cause.getMessage(), "").contains("max_allowed_packet")) {
        return true;
      }
    }
    return false;
  }

  /**
   * The failure with only the first line of its message: in later lines, a database may quote the
   * row.
   */
  private static SQLException firstLineOf(SQLException failure) {
    String message = requireNonNullElse(failure.getMessage(), "");
    String first = message.lines().findFirst().orElse("");
    if (message.equals(first)) {
      return failure;
    }
    SQLException shorter =
        new SQLException(first, failure.getSQLState(), failure.getErrorCode(), failure.getCause());
    shorter.setStackTrace(failure.getStackTrace());
    return shorter;
  }

  private static String words(SQLException failure) {
    String state = requireNonNullElse(failure.getSQLState(), "");
    String message = requireNonNullElse(failure.getMessage(), "the database gave no reason");
    if (state.equals(H2_IN_USE)) {
      return "the database file is in use by another process; end it, or add ;AUTO_SERVER=TRUE to"
          + " the url of both, by which they share it over a port";
    }
    if (state.equals(H2_NOT_FOUND)) {
      return state(failure)
          + ": there is no database file at the url; it is made when the first event is logged";
    }
    if (isReadOnly(failure)) {
      return state(failure) + ": the database is read-only; connecting anew";
    }
    if (isOfAPooler(failure)) {
      return state(failure)
          + ": a pooler such as PgBouncer mixes up prepared statements; add prepareThreshold=0 to the"
          + " URL of the connections, or have it pool sessions and not transactions";
    }
    // A statement's failure may carry the text of a trigger, with an event in it. Connecting
    // involves no event.
    return isOfConnecting(failure)
        ? state(failure) + ": " + FailureWords.scrubbed(message.lines().findFirst().orElse(""))
        : FailureWords.ofDatabase(failure);
  }

  /**
   * Decided by the innermost matching frame: the frames outside it are callers with their own
   * names.
   */
  private static boolean isOfConnecting(SQLException failure) {
    for (StackTraceElement frame : failure.getStackTrace()) {
      String method = frame.getMethodName();
      if (method.startsWith("execute") || method.equals("prepareStatement")) {
        return false;
      }
      if (method.equals("connect") || method.equals("getConnection")) {
        return true;
      }
    }
    return false;
  }

  private static String state(SQLException failure) {
    return "SQLState " + requireNonNullElse(failure.getSQLState(), "unknown");
  }

  private static String classOf(SQLException failure) {
    String state = failure.getSQLState();
    return state == null || state.length() < 2 ? "" : state.substring(0, 2);
  }

  /**
   * The failure that has a state: a batch's failure may hide that of a statement, and a pool's that
   * of the driver.
   */
  private static SQLException cause(SQLException failure) {
    SQLException next = failure instanceof BatchUpdateException ? failure.getNextException() : null;
    @Nullable Throwable inner = next != null ? next : failure.getCause();
    return failure.getSQLState() == null && inner instanceof SQLException cause ? cause : failure;
  }
}
