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
 * <p>Thread-safe. What became of events after their {@link Outcome} is counted in the {@link
 * #ledger()}. The caller's thread does no input or output, except for the write to a log's journal
 * where there is one, and waits only where {@code on_full: block} says so, or for the disk with
 * {@code sync: always}.
 *
 * <p>An event logger that is still open when the JVM shuts down is closed then, by a shutdown hook.
 * All hooks of a JVM run at once, so this one first waits until nothing has been logged for a
 * second, for ten seconds at most. A server that answers requests for longer while it shuts down
 * opens the event logger with {@link EventLoggerBuilder#closeOnShutdown} false, and closes it after
 * its last request.
 */
public final class EventLogger extends EventsView implements AutoCloseable {

  private final Pipeline pipeline;
  private final String instance;
  private final RuntimePolicy policy;
  private final Shutdown shutdown;
  private final long logs;

  /**
   * Creates one that is open.
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
   * Opens an event logger with the given sinks, each for one log that names it. Other sinks are
   * looked up on the class path. For tests, and for sinks that the application creates itself.
   *
   * @throws ConfigException for all that is wrong with the configuration
   */
  public static EventLogger open(EventLoggerConfig config, BaseEventLogger... sinks) {
    return builder().config(config).sinks(sinks).open();
  }

  /** Returns a builder, for an application that brings more of the parts itself. */
  public static EventLoggerBuilder builder() {
    return new EventLoggerBuilder();
  }

  /**
   * Checks a configuration in full, down to the settings of each sink. Opens and writes nothing.
   *
   * @throws ConfigException for all that is wrong with the configuration
   */
  public static void check(EventLoggerConfig config, SinkCatalog sinks) {
    Intake unused = Startup.check(config, sinks);
  }

  /**
   * Checks a configuration in full, and returns the intake that would stand before its logs. For
   * tools that say what would become of events. Opens and writes nothing; no application supplies
   * context.
   *
   * @throws ConfigException for all that is wrong with the configuration
   */
  public static Intake intake(EventLoggerConfig config, SinkCatalog sinks) {
    return Startup.check(config, sinks);
  }

  /**
   * Sends an event that was accepted before to every log again, unchanged. It is not filtered,
   * checked or redacted a second time.
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
   * Opens a relay, which brings events that are kept elsewhere to some logs.
   *
   * @param names the logs; all logs if empty
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
   * Calls a subscriber with each event accepted from now on, through whichever view it is logged.
   * The call comes once each log that wants the event has it, but before it is delivered. For a
   * live view, not for delivery: a missed event is not repeated.
   *
   * @param subscriber called on the threads that log, several at once, and must be quick, since it
   *     holds them up. What it throws is reported once, and has no other effect
   */
  public Subscription subscribe(Consumer<? super Event> subscriber) {
    return pipeline.delivery().subscribe(requireNonNull(subscriber, "subscriber"), logs)::run;
  }

  /**
   * Calls a subscriber with each event that one log takes from now on. Otherwise as {@link
   * #subscribe(Consumer)}.
   *
   * @throws IllegalArgumentException if there is no such log
   */
  public Subscription subscribe(String log, Consumer<? super Event> subscriber) {
    long one = pipeline.delivery().maskOf(log);
    return pipeline.delivery().subscribe(requireNonNull(subscriber, "subscriber"), one)::run;
  }

  /** A subscription, which lasts until it is closed. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    /** Ends the subscription; events that are being logged may still arrive. */
    @Override
    void close();
  }

  /** Waits until every event accepted before this call is delivered or a dead letter. */
  public FlushResult flush(Duration timeout) {
    return pipeline.delivery().flush(timeout);
  }

  /**
   * What checks events against their schemas. With the module {@code schema} on the class path,
   * {@code Schemas.of(events)} tells more.
   */
  public EventCheck eventCheck() {
    return pipeline.check();
  }

  /** The unique id that its reports carry; a new one each time an event logger is opened. */
  public String instance() {
    return instance;
  }

  /** The policy, which says which events are wanted and can be changed while this runs. */
  public RuntimePolicy policy() {
    return policy;
  }

  /** What became of every event so far, through whichever view it was logged. */
  public Ledger ledger() {
    return pipeline.delivery().ledger();
  }

  /**
   * Closes the event logger, and with it all its views. Events are refused from now on, and those
   * accepted are delivered; each log waits for its {@code close_timeout} at most. What remains then
   * stays in the journal or, without one, is counted as lost. From then on, {@link #ledger()} is
   * the final report. May be called again.
   */
  @Override
  public void close() {
    shutdown.close();
  }

  /**
   * Begins to close the event logger, as {@link #close} does, without waiting.
   *
   * @return completed when {@link #close} would return, with the final report
   */
  public CompletionStage<Ledger> closeAsync() {
    return shutdown.closeAsync();
  }
}
