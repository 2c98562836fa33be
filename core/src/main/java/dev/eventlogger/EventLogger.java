package dev.eventlogger;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Nesting;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Reading;
import dev.eventlogger.intake.context.ContextSource;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.EventCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Logs events. Open one for the application, share it, and close it at the end.
 *
 * <p>Thread-safe. Logging never throws because of the event or of a sink, not even for one that is
 * null or whose values throw when they are read: it returns an {@link Outcome}, and what became of
 * the event later is in the {@link #ledger()}. The caller's thread does no input or output, but for
 * the write to a log's journal where there is one, and waits only where {@code on_full: block} says
 * so, or for the disk with {@code sync: always}.
 *
 * <p>An event logger that is still open when the JVM shuts down is closed then, by a shutdown hook.
 * All hooks of a JVM run at once. So this one first waits until nothing was logged for a second,
 * for ten at most. A server that answers requests for longer while it shuts down opens the event
 * logger with {@code closeOnShutdown} false, and closes it after its last request.
 */
public final class EventLogger implements AutoCloseable {

  private final Pipeline pipeline;
  private final Runnable closing;
  private final Map<String, ?> context;
  private final long logs;

  EventLogger(Pipeline pipeline, Runnable closing, Map<String, ?> context, long logs) {
    this.pipeline = pipeline;
    this.closing = closing;
    this.context = context;
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
    return open(config, SinkCatalog.ofClassPath());
  }

  /**
   * Opens an event logger with the sinks given here, each for one log that names it; the others are
   * looked for on the class path. For tests, and for sinks that the application makes itself.
   *
   * @throws ConfigException for all that is wrong with the configuration
   */
  public static EventLogger open(EventLoggerConfig config, BaseEventLogger... sinks) {
    return open(config, SinkCatalog.ofClassPath().with(List.of(sinks)));
  }

  /**
   * Opens an event logger with the sinks of a catalog.
   *
   * @throws ConfigException for all that is wrong with the configuration
   */
  public static EventLogger open(EventLoggerConfig config, SinkCatalog sinks) {
    return open(config, sinks, ContextSource.NONE);
  }

  /**
   * Opens an event logger with the sinks of a catalog, and with values for context keys.
   *
   * @param source asked for the values of context keys, on the thread that logs
   * @throws ConfigException for all that is wrong with the configuration
   */
  public static EventLogger open(
      EventLoggerConfig config, SinkCatalog sinks, ContextSource source) {
    return open(config, sinks, source, true);
  }

  /**
   * Opens an event logger that only {@link #close} closes, as a server with a graceful shutdown
   * does after its last request.
   *
   * @param closeOnShutdown whether it is closed when the JVM shuts down; true for all methods that
   *     do not ask
   * @throws ConfigException for all that is wrong with the configuration
   */
  public static EventLogger open(EventLoggerConfig config, boolean closeOnShutdown) {
    return open(config, SinkCatalog.ofClassPath(), ContextSource.NONE, closeOnShutdown);
  }

  /**
   * Opens an event logger with all that can be said about it.
   *
   * @param source asked for the values of context keys, on the thread that logs
   * @param closeOnShutdown whether it is closed when the JVM shuts down
   * @throws ConfigException for all that is wrong with the configuration
   */
  public static EventLogger open(
      EventLoggerConfig config, SinkCatalog sinks, ContextSource source, boolean closeOnShutdown) {
    return Startup.open(config, sinks, source, closeOnShutdown);
  }

  /**
   * Checks a configuration in full, down to the settings of each sink, without opening or writing
   * anything.
   *
   * @throws ConfigException for all that is wrong with the configuration
   */
  public static void check(EventLoggerConfig config, SinkCatalog sinks) {
    Startup.check(config, sinks);
  }

  /**
   * Checks a configuration in full, and then says what would become of events, without opening or
   * writing anything.
   *
   * @throws ConfigException for all that is wrong with the configuration
   */
  public static DryRun dryRun(EventLoggerConfig config, SinkCatalog sinks) {
    return Startup.dryRun(config, sinks);
  }

  /**
   * Logs a product event.
   *
   * @param uid who; null is anonymous
   * @param data read before this returns; the map may be changed afterwards
   */
  public Outcome log(@Nullable String uid, EventType type, Map<String, ?> data) {
    return data == null
        ? pipeline.isNull(type, "/event_data")
        : pipeline.log(uid, type, data, context, logs);
  }

  /** Logs an event of which more is known. */
  public Outcome log(EventDraft draft) {
    return draft == null ? pipeline.isNull(null, "") : pipeline.log(draft, context, logs);
  }

  /**
   * Logs what was read from outside: the event, or that there was none, which counts as invalid.
   */
  public Outcome log(Reading reading) {
    if (reading instanceof Reading.Refused refused) {
      return pipeline.refuse(refused.problems());
    }
    return reading instanceof Reading.Read read ? log(read.draft()) : pipeline.isNull(null, "");
  }

  /**
   * Sends an event again that was accepted before, as it is: nothing decides anew whether it is
   * wanted or right, or redacts it. It goes to every log of this view; see {@link #to}.
   */
  public Outcome replay(Event event) {
    return event == null ? pipeline.isNull(null, "") : pipeline.replay(event, logs);
  }

  /** Logs an event whose data follows a registered schema. */
  public Outcome record(String schemaId, String version, Map<String, ?> data) {
    if (schemaId == null || version == null || data == null) {
      return pipeline.isNull(null, data == null ? "/event_data" : "/schema");
    }
    return pipeline.record(schemaId, version, data, context, logs);
  }

  /**
   * Logs a request to an API, before its outcome is known.
   *
   * @param route the route's template, such as {@code /users/<id>}
   * @param params text of more than 128 characters is cut
   */
  public Outcome logApiRequest(
      @Nullable String uid, String route, String method, Map<String, ?> params) {
    Map<String, ?> data;
    try {
      data = ApiRequest.data(route, method, params, null);
    } catch (Throwable e) {
      return pipeline.unreadable(EventType.API, e);
    }
    return log(uid, EventType.API, data);
  }

  /**
   * Logs a request to an API that was answered.
   *
   * @param route the route's template, such as {@code /users/<id>}
   * @param params text of more than 128 characters is cut
   * @param status the status it was answered with
   * @param duration how long the answer took
   */
  public Outcome logApiRequest(
      @Nullable String uid,
      String route,
      String method,
      Map<String, ?> params,
      int status,
      Duration duration) {
    Map<String, ?> data;
    try {
      data = ApiRequest.data(route, method, params, status);
    } catch (Throwable e) {
      return pipeline.unreadable(EventType.API, e);
    }
    return log(EventDraft.of(EventType.API).uid(uid).duration(duration).data(data));
  }

  /**
   * Logs an error: name {@code error}, level ERROR, the throwable's message as the message, and in
   * the data under {@code error} its type, its stack trace, and a hash that is the same for the
   * same way of failing. What the throwable's own methods fail to say is left out.
   *
   * @param data what else is known; a key {@code error} of its own is replaced
   */
  public Outcome error(@Nullable String uid, Throwable error, Map<String, ?> data) {
    if (error == null) {
      return pipeline.isNull(null, "/event_data/error");
    }
    Map<String, ?> all;
    try {
      all = ErrorData.of(error, data);
    } catch (Throwable e) {
      return pipeline.unreadable(null, e);
    }
    String message = ErrorData.message(error);
    return log(EventDraft.named("error").level(Level.ERROR).uid(uid).message(message).data(all));
  }

  /**
   * A view that adds context to every event. What the event says itself wins. Dotted keys nest.
   *
   * @param context the values are read with every event, and may be null; the keys are read now
   * @throws NullPointerException if there is no map at all
   */
  public EventLogger with(Map<String, ?> context) {
    Map<String, ?> copy = Collections.unmodifiableMap(new LinkedHashMap<>(context));
    return new EventLogger(pipeline, closing, Nesting.merge(this.context, copy), logs);
  }

  /**
   * A view that logs to one log only.
   *
   * @throws IllegalArgumentException if there is no such log
   */
  public EventLogger to(String log) {
    return new EventLogger(
        pipeline, closing, context, logs & (1L << pipeline.delivery().indexOf(log)));
  }

  /**
   * Waits until every event accepted before is delivered or dead.
   *
   * @return false if the time ran out, or the caller was interrupted, first
   */
  public boolean flush(Duration timeout) {
    return pipeline.delivery().flush(timeout);
  }

  /**
   * What checks events against their schemas; with the module {@code schema} on the class path,
   * {@code Schemas.of(events)} says more.
   */
  public EventCheck eventCheck() {
    return pipeline.check();
  }

  /** What became of every event so far, through whichever view it was logged. */
  public Ledger ledger() {
    return pipeline.delivery().ledger();
  }

  /**
   * Closes the event logger and all its views: events are refused from now on, those accepted are
   * delivered, each log waiting for its {@code close_timeout} at most. What remains stays in the
   * journal, or is counted as lost without one. From then on, {@link #ledger()} is the final
   * report. May be called again.
   */
  @Override
  public void close() {
    closing.run();
  }
}
