package dev.eventlogger.spi;

import dev.eventlogger.event.Event;
import java.util.List;

/**
 * A sink: delivers batches of events to one destination. This is what a plugin extends.
 *
 * <p>Registered as a {@link java.util.ServiceLoader} provider, by {@code @AutoService} or by hand;
 * needs a public constructor without parameters that does no work. A new instance is made for every
 * log that names it.
 *
 * <p>{@link #open}, {@link #log}, {@link #flush} and {@link #close} are never called at the same
 * time, so a sink needs no locks. Queueing, retry, journal and dead letters are the framework's
 * job: a sink blocks until it knows what became of the batch, and returns or throws. An event may
 * come again after a failure or a restart; rarely, one that was delivered is sent again, to see
 * whether the sink takes any event at all. {@link Event#id()} identifies repetitions.
 *
 * <p>Which exception means what:
 *
 * <ul>
 *   <li>{@link SinkException#unavailable} and {@link SinkException#misconfigured}: it is not an
 *       event's fault. The batch is sent again, for ever if need be. Throw these also if only a
 *       part of the destination is down.
 *   <li>{@link SinkException#badBatch}, or {@link DeliveryResult#rejected} for single events: an
 *       event is at fault, and becomes a dead letter at once.
 *   <li>any other: the batch is sent again, and if that fails twice, the event at fault is searched
 *       for. An event becomes a dead letter if the sink fails on it alone ten times, and takes
 *       another event after each failure. For a checked exception, or one with a checked exception
 *       among its causes, that must also have lasted for five minutes. Where every event fails, all
 *       are kept.
 * </ul>
 *
 * <p>Of an exception only what {@link FailureWords} lets through is written down. The message of a
 * {@link SinkException} is written down: put no text from a server into it that may quote an event.
 */
public abstract class BaseEventLogger {

  /** For subclasses, and for {@link java.util.ServiceLoader}. */
  protected BaseEventLogger() {}

  /**
   * The name by which {@code EVENT_LOGGER_NAME} selects this sink. It matches {@code
   * [a-z][a-z0-9-]*}, and is the same on every call, even before {@link #open}.
   */
  public abstract String loggerName();

  /**
   * Prepares for the first batch. By default, refuses all settings.
   *
   * @throws IllegalArgumentException for settings that are wrong; the event logger does not start.
   *     A message that begins with the name of a setting is shown at that setting
   * @throws SinkException {@code unavailable} if the destination does not answer yet: the event
   *     logger starts, and opening is tried again before the first batch
   * @throws Exception anything else; the event logger does not start. Neither does it if this has
   *     not returned after five times {@code call_timeout}
   */
  public void open(SinkConfig config) throws Exception {
    config.as(NoSettings.class);
  }

  /**
   * Looks for what would keep this sink from opening, beyond its settings themselves. For instance,
   * a driver is missing, or a file cannot be read. Does not open, write or connect to anything. By
   * default, finds nothing.
   *
   * <p>Called where a configuration is only checked, once {@link #open} has bound the settings and
   * was stopped.
   *
   * @throws IllegalArgumentException for what was found; a message that begins with the name of a
   *     setting is shown at that setting
   * @throws Exception anything else that was found
   */
  public void check(SinkConfig config) throws Exception {}

  /**
   * Delivers a batch, in order, and returns once it is delivered.
   *
   * @param batch at least one event, unmodifiable
   * @return what became of it; {@link DeliveryResult#DELIVERED} in most cases. Null counts as an
   *     unchecked exception
   * @throws SinkException to say what to do about a failure
   * @throws Exception anything else; the same batch is sent again, later, or parts of it
   */
  public abstract DeliveryResult log(List<Event> batch) throws Exception;

  /**
   * Makes the batch of the last {@link #log} as durable as the destination allows. Called after
   * each {@code log}, before any of its events counts as delivered: if this throws, all of them are
   * sent again, as if {@code log} had thrown. By default does nothing, for sinks whose {@code log}
   * does it all.
   *
   * @throws Exception as {@link #log} does
   */
  public void flush() throws Exception {}

  /**
   * How many events are best sent at once. For instance, fewer for a destination that takes few, or
   * more where each call waits for an answer from far away. Asked once, when {@link #open} has
   * returned or has failed as unavailable. It replaces the default of {@code batch_size}; where
   * {@code batch_size} is set, the smaller of the two holds. {@code batch_bytes} and {@code
   * queue_events} hold in any case. By default 0: as configured.
   */
  public int batchSize() {
    return 0;
  }

  /**
   * Whether what it delivers can be read back, by a store of the same name. Unless configured
   * otherwise, an event logger writes its own reports to the first log for which this is true.
   * Asked once, before {@link #open}. By default false.
   */
  public boolean isReadable() {
    return false;
  }

  /** Releases what {@link #open} acquired. Called once at the end, even if {@link #open} failed. */
  public void close() throws Exception {}

  private record NoSettings() {}
}
