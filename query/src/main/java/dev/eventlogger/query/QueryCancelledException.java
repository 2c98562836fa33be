package dev.eventlogger.query;

/**
 * Says that a question was given up, on request or because it took too long; see {@link
 * Cancellation}.
 */
public final class QueryCancelledException extends StoreException {

  private static final long serialVersionUID = 1;

  QueryCancelledException(String message) {
    super(message, null);
  }
}
