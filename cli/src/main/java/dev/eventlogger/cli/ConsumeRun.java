package dev.eventlogger.cli;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.consume.ConsumerException;
import dev.eventlogger.consume.ConsumerState;
import dev.eventlogger.consume.EventConsumer;
import dev.eventlogger.delivery.LogLedger;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A consumer that runs until it has consumed everything, or the JVM is told to end: then it
 * delivers and commits what is on its way, and reports what became of the events. Thread-safe.
 */
final class ConsumeRun implements AutoCloseable {

  private static final long LOOK_MILLIS = 200;

  private final EventLogger events;
  private final EventConsumer consumer;
  private final PrintWriter err;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean hasBegun = true;
  private boolean isOver;

  private ConsumeRun(EventLogger events, EventConsumer consumer, PrintWriter err) {
    this.events = events;
    this.consumer = consumer;
    this.err = err;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "event-logger-consume"));
  }

  /** Runs, and returns the exit code. */
  static int run(EventLoggerConfig config, SinkCatalog sinks, boolean isToEnd, CommandSpec spec)
      throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    config.warnings().forEach(err::println);
    EventLogger events =
        EventLogger.builder().config(config).catalog(sinks).closeOnShutdown(false).open();
    EventConsumer consumer;
    try {
      consumer = EventConsumer.open(events, config);
    } catch (RuntimeException e) {
      events.close();
      throw e;
    }
    try (ConsumeRun run = new ConsumeRun(events, consumer, err)) {
      return run.consume(isToEnd);
    }
  }

  private int consume(boolean isToEnd) throws InterruptedException {
    err.println(
        "consuming " + String.join(", ", consumer.topics()) + " as group " + consumer.group());
    Thread progress = new Thread(this::showProgress, "event-logger-progress");
    progress.setDaemon(true);
    progress.start();
    try {
      ConsumerState end = consumer.run();
      return isToEnd && isClean(end) ? EventLoggerCommand.OK : EventLoggerCommand.SOME_REFUSED;
    } catch (ConsumerException e) {
      if (!consumer.hasJoined()) {
        hasBegun = false;
        throw new UserMistake(String.valueOf(e.getMessage()));
      }
      err.println(e.getMessage());
      return EventLoggerCommand.SOME_REFUSED;
    }
  }

  private boolean isClean(ConsumerState end) {
    return end.unreadable() == 0
        && end.skipped() == 0
        && events.ledger().logs().values().stream().mapToLong(LogLedger::dead).sum() == 0;
  }

  private void showProgress() {
    Progress progress = Progress.ofDelivery();
    try {
      while (!over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        progress.at(consumer.state().delivered());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      progress.clear();
    }
  }

  @Override
  public void close() {
    consumer.close();
    end();
  }

  private synchronized void end() {
    if (isOver) {
      return;
    }
    isOver = true;
    over.countDown();
    events.close();
    ConsumerState state = consumer.state();
    if (hasBegun) {
      err.println(summary(state));
      LedgerReport.text(events.ledger()).stream().skip(1).forEach(err::println);
    }
    err.flush();
  }

  private static String summary(ConsumerState state) {
    String skipped =
        state.skipped() == 0 ? "" : ", removed by retention before that " + state.skipped();
    return String.format(
        Locale.ROOT,
        "read %d: delivered %d, unreadable %d, not delivered %d%s",
        state.records(),
        state.delivered() - state.unreadable(),
        state.unreadable(),
        state.inFlight(),
        skipped);
  }
}
