package dev.eventlogger.server.http;

import dev.eventlogger.formats.dialect.Refusal;
import java.util.function.Consumer;

/** What answers the requests to a path. Thread-safe. */
public interface Endpoint {

  /** Answers, now or later, exactly once. */
  void handle(Exchange exchange);

  /** Answers that the request is refused before it gets here, in the words of its clients. */
  default void refuse(Exchange exchange, Refusal refusal) {
    exchange.refuse(refusal);
  }

  /** One that does something, so that HEAD may not ask for it. */
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

  /** Whether asking changes nothing (RFC 9110, 9.2.1), so that HEAD may ask, too. */
  default boolean isSafe() {
    return true;
  }

  /** Whether it answers HEAD: not where the answer is a stream, which would be made for nobody. */
  default boolean takesHead() {
    return isSafe();
  }
}
