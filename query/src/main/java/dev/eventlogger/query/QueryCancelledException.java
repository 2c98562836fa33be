package dev.eventlogger.query;

/** A question was given up, by who asked it or since it took too long; see {@link Cancellation}. */
public final class QueryCancelledException extends StoreException {

  private static final long serialVersionUID = 1;

  QueryCancelledException(String message) {
    super(message, null);
  }
}
