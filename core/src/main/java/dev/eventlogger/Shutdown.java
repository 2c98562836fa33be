package dev.eventlogger;

import dev.eventlogger.delivery.Ledger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Closes an event logger once: when the application does, or else when the JVM shuts down.
 * Thread-safe.
 */
final class Shutdown {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger");

  private static final Duration LISTENERS_TIMEOUT = Duration.ofSeconds(5);

  private final Pipeline pipeline;
  private final Thread hook;
  private boolean closed;

  Shutdown(Pipeline pipeline) {
    this.pipeline = pipeline;
    hook = new Thread(this::closePipeline, "event-logger-shutdown");
  }

  void install() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Opened while the JVM shuts down: whoever did that must close it.
    }
  }

  void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down: the hook runs too, and whoever is second waits for the first.
    }
    closePipeline();
  }

  private synchronized void closePipeline() {
    if (closed) {
      return;
    }
    closed = true;
    pipeline.delivery().close();
    pipeline.schemas().listeners().close(LISTENERS_TIMEOUT);
    Ledger ledger = pipeline.delivery().ledger();
    ledger
        .logs()
        .forEach(
            (name, log) -> {
              if (log.totalLost() > 0) {
                LOG.log(
                    Level.ERROR,
                    "log " + name + ": lost " + log.totalLost() + " events: " + log.lost());
              }
            });
  }
}
