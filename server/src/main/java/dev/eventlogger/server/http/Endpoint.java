package dev.eventlogger.server.http;

import dev.eventlogger.formats.dialect.Refusal;
import java.util.function.Consumer;

/** Answers the requests for a route. Thread-safe. */
public interface Endpoint {

  /** Answers, now or later, exactly once. */
  void handle(Exchange exchange);

  /** Answers a request that was refused before it got here, in the form that its clients expect. */
  default void refuse(Exchange exchange, Refusal refusal) {
    exchange.refuse(refusal);
  }

  /** An endpoint that changes something, and so does not answer HEAD. */
  static Endpoint changing(Consumer<Exchange> action) {
    return new Endpoint() {
      @Override
      public void handle(Exchange exchange) {
        action.accept(exchange);
      }

      @Override
      public boolean isSafe() {
        return false;
      }
    };
  }

  /** Whether a request changes nothing (RFC 9110, 9.2.1). */
  default boolean isSafe() {
    return true;
  }

  /** Whether it answers HEAD. Not if the answer is a stream, which would be produced for nobody. */
  default boolean takesHead() {
    return isSafe();
  }
}
