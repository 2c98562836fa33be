package dev.eventlogger.sink.elasticsearch;

import dev.eventlogger.query.StoreException;
import java.io.IOException;

/** Runs the requests of a store, whose failures are those of {@link Failures}. */
final class Requests {

  private Requests() {}

  interface Request<T> {
    T send() throws IOException;
  }

  /**
   * The answer to a request.
   *
   * @param where for the message
   * @throws StoreException if there is none
   */
  static <T> T answer(String where, Request<T> request) {
    try {
      return request.send();
    } catch (IOException | RuntimeException e) {
      Exception failure = Failures.of(where, e);
      throw new StoreException(String.valueOf(failure.getMessage()), failure.getCause());
    }
  }
}
