package dev.eventlogger;

import dev.eventlogger.delivery.Delivery;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.spi.FailureWords;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The caller's transaction, to which events are added through the outbox. As thread-safe as the
 * connection.
 */
record Transaction(Connection connection, Delivery delivery) {

  /**
   * Adds events.
   *
   * @param wanted for each, the logs that want it
   * @param events the canonical JSON of each, never changed
   * @return what became of each, in their order
   * @throws NotStagedException if the database does not take one of them
   * @throws IllegalStateException if there is no transaction
   */
  List<Outcome> stage(List<Long> wanted, List<byte[]> events) {
    try {
      if (connection.getAutoCommit()) {
        throw new IllegalStateException(
            "in(connection): the connection commits each statement by itself, so there is no"
                + " transaction; call setAutoCommit(false) first, or log without in()");
      }
      return delivery.stage(connection, wanted, events);
    } catch (SQLException e) {
      throw notStaged(e);
    }
  }

  private static NotStagedException notStaged(SQLException failure) {
    String words = FailureWords.ofDatabase(failure);
    SQLException cause = new SQLException(words, failure.getSQLState(), failure.getErrorCode());
    cause.setStackTrace(failure.getStackTrace());
    return new NotStagedException(
        "an event was not added to its transaction, which must be rolled back: " + words, cause);
  }
}
