package dev.eventlogger.cli;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.DeliverySettings;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.delivery.LogLedger;
import java.time.Duration;
import java.util.Comparator;

/**
 * Waits until everything accepted is delivered: for as long as it takes while the destinations
 * work; while one fails, for its {@code close_timeout} since anything was last delivered. Closing
 * alone would give up after that time, however well delivery went. For one thread.
 */
final class Delivering {

  private static final Duration LOOK = Duration.ofMillis(200);

  private final EventLogger events;
  private final Duration patience;

  /**
   * For an event logger.
   *
   * @param patience how long nothing may be delivered while a destination fails
   */
  Delivering(EventLogger events, Duration patience) {
    this.events = events;
    this.patience = patience;
  }

  /** The longest {@code close_timeout} of the logs. */
  static Duration patience(EventLoggerConfig config) {
    return LogDeliveries.of(config).values().stream()
        .map(DeliverySettings::closeTimeout)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** Waits; false if something is left, or the thread was interrupted. */
  boolean await() {
    Progress progress = Progress.ofDelivery();
    try {
      long settled = settled(events.ledger());
      long since = System.nanoTime();
      FlushResult result = events.flush(LOOK);
      while (result == FlushResult.TIMED_OUT) {
        Ledger ledger = events.ledger();
        long now = settled(ledger);
        progress.at(now);
        if (now != settled || !isFailing(ledger)) {
          settled = now;
          since = System.nanoTime();
        } else if (System.nanoTime() - since >= patience.toNanos()) {
          return false;
        }
        result = events.flush(LOOK);
      }
      return result == FlushResult.FLUSHED;
    } finally {
      progress.clear();
    }
  }

  private static long settled(Ledger ledger) {
    return ledger.logs().values().stream().mapToLong(log -> log.delivered() + log.dead()).sum();
  }

  private static boolean isFailing(Ledger ledger) {
    return ledger.logs().values().stream().anyMatch(Delivering::isFailing);
  }

  private static boolean isFailing(LogLedger log) {
    return log.failure() != null || log.calls().stuckSince() != null;
  }
}
