package org.example.application;

import dev.eventlogger.EventLogger;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Logs what happens while a user runs a query that fails, and says what became of it all. */
public final class ContextAndErrors {

  private static final String USER = "42";

  private final EventLogger events;

  private ContextAndErrors(EventLogger events) {
    this.events = events;
  }

  /** Takes the configuration from the current folder. */
  public static void main(String[] args) {
    EventLogger events = EventLogger.open(Path.of("event-logger.yaml"));
    new ContextAndErrors(events.with(Map.of("session", "s-1", "app.version", "2.4"))).runQuery();
    events.close();
    events.ledger().logs().forEach(ContextAndErrors::print);
  }

  private void runQuery() {
    events.log(USER, EventType.CLICK, Map.of("element", "RUN_QUERY"));
    events.log(
        EventDraft.named("query-start")
            .level(Level.AUDIT)
            .uid(USER)
            .subject("query:7")
            .data(Map.of("engine", "presto")));
    try {
      execute();
    } catch (IllegalStateException e) {
      events.error(USER, e, Map.of("query", 7));
    }
    events.logApiRequest(
        USER, "/query/<id>/run", "POST", Map.of("id", 7), 500, Duration.ofMillis(12));

    Outcome outcome = events.log(USER, EventType.CLICK, Map.of("position", Double.NaN));
    if (outcome instanceof Outcome.Invalid invalid) {
      System.out.println("refused: " + invalid.problems());
    }
  }

  private static void execute() {
    throw new IllegalStateException("the engine did not answer");
  }

  private static void print(String name, LogLedger log) {
    System.out.println(name + ": " + log.delivered() + " of " + log.taken() + " delivered");
  }
}
