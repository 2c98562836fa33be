package org.example.application;

import dev.eventlogger.EventLogger;
import dev.eventlogger.Events;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Logs what happens while a user runs a query that fails, and prints what became of the events. */
public final class ContextAndErrors {

  private static final String USER = "42";

  private ContextAndErrors() {}

  /** Reads the configuration from the current folder. */
  public static void main(String[] args) {
    EventLogger events = EventLogger.open(Path.of("event-logger.yaml"));
    serve(events);
    events.close();
    events
        .ledger()
        .logs()
        .forEach((name, log) -> System.out.println(name + ": " + log.delivered() + " delivered"));
  }

  private static void serve(EventLogger events) {
    Events session = events.with(Map.of("session", "s-1", "app.version", "2.4"));
    session.log(USER, EventType.CLICK, Map.of("element", "RUN_QUERY"));
    session.log(
        EventDraft.named("query-start")
            .level(Level.AUDIT)
            .uid(USER)
            .subject("query:7")
            .data(Map.of("engine", "presto")));
    fail(session);
    session.log(USER, EventType.VIEW, () -> Map.of("plan", explain()));
  }

  private static void fail(Events session) {
    try {
      runQuery();
    } catch (IllegalStateException e) {
      session.error(USER, e, Map.of("query", 7));
    }
    Map<String, ?> params = Map.of("id", 7);
    session.logApiRequest(USER, "/query/<id>/run", "POST", params, 500, Duration.ofMillis(12));

    Outcome outcome = session.log(USER, EventType.CLICK, Map.of("position", Double.NaN));
    if (outcome instanceof Outcome.Invalid invalid) {
      System.out.println("refused: " + invalid.problems());
    }
  }

  private static String explain() {
    return "scan, then sort";
  }

  private static void runQuery() {
    throw new IllegalStateException("the engine did not answer");
  }
}
