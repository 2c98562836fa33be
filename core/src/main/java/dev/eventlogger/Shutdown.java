package dev.eventlogger;

import dev.eventlogger.delivery.Delivery;
import dev.eventlogger.delivery.Ledger;
import java.lang.System.Logger.Level;

/**
 * Closes an event logger once: when the application does, or else when the JVM shuts down.
 * Thread-safe.
 */
final class Shutdown {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger");

  private final Delivery delivery;
  private final Thread hook;
  private boolean closed;

  Shutdown(Delivery delivery) {
    this.delivery = delivery;
    hook = new Thread(this::closeDelivery, "event-logger-shutdown");
  }

  void install() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down: the hook runs too, and whoever is second waits for the first.
    }
    closeDelivery();
  }

  private synchronized void closeDelivery() {
    if (closed) {
      return;
    }
    closed = true;
    delivery.close();
    Ledger ledger = delivery.ledger();
    ledger
        .logs()
        .forEach(
            (name, log) -> {
              if (log.totalLost() > 0) {
                LOG.log(
                    Level.ERROR,
                    "log {0}: lost {1} events: {2}",
                    name,
                    log.totalLost(),
                    log.lost());
              }
            });
  }
}
