package dev.eventlogger;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.intake.Intake;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.EventCheck;
import dev.eventlogger.upkeep.RuntimePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Logs events. Open one for the application, share it, and close it at the end. Code that only logs
 * asks for {@link Events}, which cannot close it.
 *
 * <p>Thread-safe. What became of events after their {@link Outcome} is in the {@link #ledger()}.
 * The caller's thread does no input or output, except for the write to a log's journal where there
 * is one, and waits only where {@code on_full: block} says so, or for the disk with {@code sync:
 * always}.
 *
 * <p>An event logger that is still open when the JVM shuts down is closed then, by a shutdown hook.
 * All hooks of a JVM run at once. So this one first waits until nothing was logged for a second,
 * for ten at most. A server that answers requests for longer while it shuts down opens the event
 * logger with {@link EventLoggerBuilder#closeOnShutdown} false, and closes it after its last
 * request.
 */
public final class EventLogger extends EventsView implements AutoCloseable {

  private final Pipeline pipeline;
  private final String instance;
  private final RuntimePolicy policy;
  private final Shutdown shutdown;
  private final long logs;

  /**
   * An event logger that is open.
   *
   * @param logs all logs
   */
  EventLogger(
      Pipeline pipeline, String instance, RuntimePolicy policy, Shutdown shutdown, long logs) {
    super(pipeline, Map.of(), logs);
    this.pipeline = pipeline;
    this.instance = instance;
    this.policy = policy;
    this.shutdown = shutdown;
    this.logs = logs;
  }

  /**
   * Opens the event logger that a YAML file describes, with the sinks on the class path.
   *
   * @throws ConfigException for all that is wrong with the configuration, one line for each mistake
   */
  public static EventLogger open(Path yaml) {
    return open(EventLoggerConfig.load(yaml));
  }

  /**
   * Opens the event logger that a configuration describes, with the sinks on the class path.
   *
   * @throws ConfigException for all that is wrong with the configuration
   */
  public static EventLogger open(EventLoggerConfig config) {
    return builder().config(config).open();
  }

  /**
   * Opens an event logger with the sinks given here, each for one log that names it; the others are
   * looked for on the class path. For tests, and for sinks that the application makes itself.
   *
   * @throws ConfigException for all that is wrong with the configuration
   */
  public static EventLogger open(EventLoggerConfig config, BaseEventLogger... sinks) {
    return builder().config(config).sinks(sinks).open();
  }

  /** Opens an event logger with more that the application brings itself. */
  public static EventLoggerBuilder builder() {
    return new EventLoggerBuilder();
  }

  /**
   * Checks a configuration in full, down to the settings of each sink, without opening or writing
   * anything.
   *
   * @throws ConfigException for all that is wrong with the configuration
   */
  public static void check(EventLoggerConfig config, SinkCatalog sinks) {
    Intake unused = Startup.check(config, sinks);
  }

  /**
   * Checks a configuration in full, and returns what would stand before its logs, for tools that
   * say what would become of events. Opens and writes nothing; there is no application that answers
   * for context.
   *
   * @throws ConfigException for all that is wrong with the configuration
   */
  public static Intake intake(EventLoggerConfig config, SinkCatalog sinks) {
    return Startup.check(config, sinks);
  }

  /**
   * Sends an event again to every log, which was accepted before, as it is: nothing decides anew
   * whether it is wanted or right, or redacts it.
   */
  public Outcome replay(Event event) {
    return event == null ? pipeline.isNull(null, "") : pipeline.replay(event, logs);
  }

  /**
   * Sends an event again to one log, as {@link #replay(Event)} does to every log.
   *
   * @throws IllegalArgumentException if there is no such log
   */
  public Outcome replay(Event event, String log) {
    long one = pipeline.delivery().maskOf(log);
    return event == null ? pipeline.isNull(null, "") : pipeline.replay(event, one);
  }

  /**
   * Brings events to some logs that are kept elsewhere until these have delivered or buried them.
   *
   * @param names those logs; all of them if there are none
   * @throws IllegalArgumentException if there is no such log
   * @throws IllegalStateException if one of them keeps no dead letters
   */
  public Relay relay(Collection<String> names) {
    long chosen = names.isEmpty() ? logs : 0;
    for (String name : names) {
      chosen |= pipeline.delivery().maskOf(name);
    }
    return new Relay(pipeline.delivery(), Intake.onlyChecking(pipeline.check()), chosen);
  }

  /**
   * Tells somebody of each event from now on that was accepted, through whichever view it was
   * logged: after each log that wants it has it, but before it is delivered. For a live view, not
   * for delivery: nothing is repeated, and what is missed is missed.
   *
   * @param subscriber called on the thread that logs, by several at once, so it must be quick: it
   *     holds up who logs. What it throws is reported once, and changes nothing
   */
  public Subscription subscribe(Consumer<? super Event> subscriber) {
    return pipeline.delivery().subscribe(requireNonNull(subscriber, "subscriber"), logs)::run;
  }

  /**
   * Tells somebody of each event from now on that one log takes, as {@link #subscribe(Consumer)}
   * does of all.
   *
   * @throws IllegalArgumentException if there is no such log
   */
  public Subscription subscribe(String log, Consumer<? super Event> subscriber) {
    long one = pipeline.delivery().maskOf(log);
    return pipeline.delivery().subscribe(requireNonNull(subscriber, "subscriber"), one)::run;
  }

  /** Ends when it is closed. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    /** Ends it; events that are being logged may still come. */
    @Override
    void close();
  }

  /** Waits until every event accepted before is delivered or dead. */
  public FlushResult flush(Duration timeout) {
    return pipeline.delivery().flush(timeout);
  }

  /**
   * What checks events against their schemas; with the module {@code schema} on the class path,
   * {@code Schemas.of(events)} says more.
   */
  public EventCheck eventCheck() {
    return pipeline.check();
  }

  /** What its reports call it: no other event logger, and not this one opened again. */
  public String instance() {
    return instance;
  }

  /** Which events are wanted, and how to change that while it runs. */
  public RuntimePolicy policy() {
    return policy;
  }

  /** What became of every event so far, through whichever view it was logged. */
  public Ledger ledger() {
    return pipeline.delivery().ledger();
  }

  /**
   * Closes the event logger, and with it all its views: events are refused from now on, those
   * accepted are delivered, each log waiting for its {@code close_timeout} at most. What remains
   * stays in the journal, or is counted as lost without one. From then on, {@link #ledger()} is the
   * final report. May be called again.
   */
  @Override
  public void close() {
    shutdown.close();
  }

  /**
   * Begins to close the event logger, as {@link #close} does, and waits for nothing.
   *
   * @return done when {@link #close} would return, with the final report
   */
  public CompletionStage<Ledger> closeAsync() {
    return shutdown.closeAsync();
  }
}
