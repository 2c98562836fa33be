package dev.eventlogger.cli;

import dev.eventlogger.EventLogger;
import dev.eventlogger.cli.demo.DemoEvents;
import dev.eventlogger.cli.demo.DemoPlan;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import java.util.Map;

/** Logs the generated events: all of them, or it fails. For one thread. */
final class DemoLoad {

  private static final int LOOKS_APART = 256;

  private final EventLogger events;
  private final Progress progress;
  private int made;

  private DemoLoad(EventLogger events, int total) {
    this.events = events;
    progress = Progress.ofDelivery(total);
  }

  /**
   * Logs the events, and waits until they are delivered.
   *
   * @throws IllegalStateException if one of them is not
   */
  static void load(EventLoggerConfig config, DemoPlan plan) {
    EventLoggerConfig waiting =
        config.withoutOutbox().overrideDelivery(Map.of("on_full", "block(60m)"));
    EventLogger events = EventLogger.open(waiting);
    try (events) {
      DemoLoad load = new DemoLoad(events, plan.events());
      DemoEvents.make(plan, load::log);
      load.progress.clear();
      boolean unused = new Delivering(events, Delivering.patience(waiting)).await();
    }
    Ledger ledger = events.ledger();
    if (delivered(ledger) != plan.events()) {
      throw new IllegalStateException(String.join(";", LedgerReport.text(ledger)));
    }
  }

  private void log(EventDraft draft) {
    Outcome outcome = events.log(draft);
    if (!(outcome instanceof Outcome.Accepted)) {
      progress.clear();
      throw new IllegalStateException("event " + made + ": " + outcome);
    }
    if (++made % LOOKS_APART == 0) {
      long delivered = delivered(events.ledger());
      progress.at(delivered, delivered);
    }
  }

  private static long delivered(Ledger ledger) {
    return ledger.logs().values().stream().mapToLong(LogLedger::delivered).sum();
  }
}
