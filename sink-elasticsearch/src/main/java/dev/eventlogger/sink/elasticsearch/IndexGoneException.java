package dev.eventlogger.sink.elasticsearch;

import dev.eventlogger.query.StoreException;

/** An index that was there a moment ago is not: it was removed, so it has to be looked again. */
final class IndexGoneException extends StoreException {

  static final String TYPE = "index_not_found_exception";

  private static final long serialVersionUID = 1;

  IndexGoneException(String message) {
    super(message, null);
  }
}
