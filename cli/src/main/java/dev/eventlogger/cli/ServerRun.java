package dev.eventlogger.cli;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.query.StoreCatalog;
import dev.eventlogger.server.EventServer;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/**
 * A server that runs until the JVM is told to end: then it finishes the answers it has begun,
 * delivers what was accepted, and reports what became of the events. Thread-safe.
 */
final class ServerRun implements AutoCloseable {

  private final EventLogger events;
  private final EventServer server;
  private final PrintWriter err;
  private final CountDownLatch over = new CountDownLatch(1);
  private boolean isOver;

  private ServerRun(EventLogger events, EventServer server, PrintWriter err) {
    this.events = events;
    this.server = server;
    this.err = err;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "event-logger-serve"));
  }

  /** Opens the event logger of a configuration, and the server in front of it. */
  static ServerRun open(
      EventLoggerConfig settings, SinkCatalog sinks, StoreCatalog stores, PrintWriter err) {
    EventLogger events =
        EventLogger.builder().config(settings).catalog(sinks).closeOnShutdown(false).open();
    try {
      return new ServerRun(events, EventServer.open(events, settings, sinks, stores), err);
    } catch (RuntimeException e) {
      events.close();
      throw e;
    }
  }

  URI uri() {
    return server.uri();
  }

  /** Waits for the end. */
  void await() throws InterruptedException {
    over.await();
  }

  @Override
  public synchronized void close() {
    if (isOver) {
      return;
    }
    isOver = true;
    try {
      server.close();
    } finally {
      end();
    }
  }

  private void end() {
    events.close();
    LedgerReport.text(events.ledger()).forEach(err::println);
    err.flush();
    over.countDown();
  }
}
