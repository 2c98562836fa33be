package dev.eventlogger.benchmarks.server;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.server.EventServer;
import java.nio.file.Path;
import java.time.Duration;

/** This library's server, with one log to a file, in a process of its own. */
final class OwnServer implements Child {

  private final EventLogger events;
  private final EventServer server;

  private OwnServer(EventLoggerConfig config) {
    events = EventLogger.builder().config(config).closeOnShutdown(false).open();
    server = EventServer.open(events, config);
  }

  /**
   * The server.
   *
   * @param arguments its configuration
   */
  public static void main(String[] arguments) throws Exception {
    OwnServer own = new OwnServer(EventLoggerConfig.load(Path.of(arguments[0])));
    Child.run(own.server.uri().getPort(), own);
  }

  @Override
  public void flush() {
    events.flush(Duration.ofMinutes(2));
  }

  /** The number of events delivered, or why not all of them were. */
  @Override
  public String end() {
    server.close();
    events.close();
    Ledger ledger = events.ledger();
    LogLedger log = requireNonNull(ledger.logs().get("file"));
    boolean isAllDelivered =
        ledger.logged() == ledger.accepted() && log.delivered() == ledger.accepted();
    return isAllDelivered ? Long.toString(log.delivered()) : ledger.toString();
  }
}
