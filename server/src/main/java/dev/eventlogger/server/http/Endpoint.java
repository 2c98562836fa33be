package dev.eventlogger.server.http;

/** What answers the requests to a path. Thread-safe. */
@FunctionalInterface
public interface Endpoint {

  /** Answers, now or later, exactly once. */
  void handle(Exchange exchange);
}
