package dev.eventlogger.cli;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Reading;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One run of the command {@code log}: logs line by line, and at the end has all events delivered,
 * or keeps those that are not. It ends when the input does, or when the JVM is told to. Lines come
 * from one thread; another thread may end the JVM.
 */
final class LogRun implements AutoCloseable {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final EventLogger events;
  private final EventsInput input;
  private final Delivering delivering;
  private final Unsettled unsettled;
  private final PrintWriter err;
  private final Consumer<Ledger> report;
  private final Thread hook = new Thread(this::interrupted, "event-logger-log");
  private volatile long lastLine;
  private boolean isOver;

  /**
   * A run.
   *
   * @param report gets the final ledger, once
   */
  LogRun(
      EventLogger events,
      EventLoggerConfig config,
      EventsInput input,
      PrintWriter err,
      Consumer<Ledger> report) {
    this.events = events;
    this.input = input;
    this.err = err;
    this.report = report;
    delivering = new Delivering(events, Delivering.patience(config));
    unsettled = new Unsettled(inMemory(config));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static Set<String> inMemory(EventLoggerConfig config) {
    Set<String> logs = new HashSet<>(LogDeliveries.of(config).keySet());
    logs.removeAll(LogDeliveries.journals(config).keySet());
    return logs;
  }

  /** Logs a line of the input. */
  Outcome log(long line, Reading reading) {
    Outcome outcome = events.log(reading);
    if (outcome instanceof Outcome.Accepted && unsettled.isNeeded()) {
      unsettled.add(input.line(), events::ledger);
    }
    lastLine = line;
    return outcome;
  }

  /** Delivers what was logged, and reports. */
  @Override
  public void close() {
    boolean unused = delivering.await();
    end(false);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending already, and the hook will find that everything is done.
    }
  }

  private void interrupted() {
    input.stop();
    end(true);
  }

  private synchronized void end(boolean isInterrupted) {
    if (isOver) {
      return;
    }
    isOver = true;
    events.close();
    Ledger ledger = events.ledger();
    if (isInterrupted) {
      err.println("interrupted after line " + lastLine + " of " + input.name());
    }
    if (ledger.logs().values().stream().anyMatch(log -> log.totalLost() > 0)) {
      keep(ledger);
    }
    report.accept(ledger);
  }

  private void keep(Ledger last) {
    Path file = Path.of("event-logger-undelivered-" + NAME.format(Instant.now()) + ".ndjson");
    try {
      long kept = unsettled.keep(file, last);
      err.println(
          Terminal.count(kept)
              + " lines that were not delivered, or not to every log, are kept in "
              + file
              + "; log them again with: event-logger log "
              + file);
    } catch (IOException e) {
      err.println(file + ": what was not delivered cannot be kept: " + e);
    }
  }
}
