package dev.eventlogger;

import java.sql.SQLException;

/**
 * The database did not take an event that belongs to the caller's transaction. The transaction must
 * not commit without it: roll back. PostgreSQL allows nothing else by then.
 *
 * <p>The cause has the database's SQLState and error code, for callers that retry transactions;
 * neither exception has the database's message, which may quote the event.
 */
public final class NotStagedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NotStagedException(String message, SQLException cause) {
    super(message, cause);
  }
}
