package dev.eventlogger.consume;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.EventLogger;
import dev.eventlogger.Relay;
import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.Section;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Takes events from topics of Kafka to logs of an event logger, keeping their ids, and commits
 * exactly what these logs have delivered, or buried as dead letters. An event whose delivery was
 * not yet confirmed when a process or a partition went away therefore comes again, and a store that
 * knows its id has it once.
 *
 * <p>Several consumers of one group, in as many processes, share the partitions. A record that is
 * no event becomes a dead letter that says where it stood, and does not hold up others.
 *
 * <p>One thread calls {@link #run}; the other methods are thread-safe. Whoever opens a consumer
 * closes it, and then the event logger, whose logs need {@code dead_letters}.
 */
public final class EventConsumer implements AutoCloseable {

  private final ConsumerSettings settings;
  private final Relay relay;
  private final Consumer<byte[], byte[]> consumer;
  private final Troubles troubles;
  private final AtomicBoolean isRunning = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean isStopped;
  private volatile @Nullable ConsumerLoop loop;

  EventConsumer(ConsumerSettings settings, Relay relay, Consumer<byte[], byte[]> consumer) {
    this.settings = settings;
    this.relay = relay;
    this.consumer = consumer;
    troubles = new Troubles(settings.group());
  }

  /**
   * Opens a consumer as {@code EVENT_CONSUMER} describes it. Sends nothing to a broker yet.
   *
   * @param events where events go; stays open when the consumer is closed
   * @throws ConfigException for what is wrong with the section, or with the logs that it names
   */
  public static EventConsumer open(EventLogger events, EventLoggerConfig config) {
    Section section = config.section(ConsumerSection.KEY);
    ConsumerSettings settings = section.as(ConsumerSettings.class);
    try {
      return open(events, settings);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new ConfigException(List.of(section.place() + ": " + e.getMessage()));
    }
  }

  /**
   * Opens a consumer. Sends nothing to a broker yet.
   *
   * @param events where events go; stays open when the consumer is closed
   * @throws IllegalArgumentException if a setting is missing, if there is no such log, or if a
   *     property of Kafka's is wrong
   * @throws IllegalStateException if a log keeps no dead letters
   */
  public static EventConsumer open(EventLogger events, ConsumerSettings settings) {
    settings.requireWhole();
    Relay relay = events.relay(settings.to());
    try {
      return new EventConsumer(settings, relay, Clients.consumer(settings));
    } catch (org.apache.kafka.common.KafkaException e) {
      throw new IllegalArgumentException("properties: " + Clients.words(e), e);
    }
  }

  /**
   * Consumes until it is stopped or closed or, with {@code untilEnd}, until the end. May be called
   * once.
   *
   * @throws ConsumerException if it cannot begin, or cannot go on
   * @throws InterruptedException if this thread was interrupted; what was on its way is not
   *     committed
   */
  public ConsumerState run() throws InterruptedException {
    if (!isRunning.compareAndSet(false, true)) {
      throw new IllegalStateException("run() is called once");
    }
    ConsumerLoop own = new ConsumerLoop(settings, relay, consumer, troubles, () -> isStopped);
    loop = own;
    try {
      own.run();
      return own.state();
    } catch (InterruptException e) {
      throw asInterrupted(e);
    } finally {
      Clients.close(consumer);
      over.countDown();
    }
  }

  private static InterruptedException asInterrupted(InterruptException e) {
    boolean unused = Thread.interrupted();
    InterruptedException interrupted = new InterruptedException("interrupted while consuming");
    interrupted.initCause(e);
    return interrupted;
  }

  /** Returns the consumer's state, as of about a second ago. */
  public ConsumerState state() {
    ConsumerLoop own = loop;
    return own == null ? ConsumerLoop.NOTHING : own.state();
  }

  /** Whether {@link #run} has been called and has not returned yet. */
  public boolean isRunning() {
    return isRunning.get() && over.getCount() > 0;
  }

  /**
   * Whether the group has ever had this consumer as a member: if not, {@link #run} could not begin.
   */
  public boolean hasJoined() {
    ConsumerLoop own = loop;
    return own != null && own.hasJoined();
  }

  /** Returns the group that it is a member of. */
  public String group() {
    return settings.group();
  }

  /** Returns the topics that it consumes, sorted. */
  public List<String> topics() {
    return settings.topicsOnce();
  }

  /**
   * Makes {@link #run} deliver what is on its way, commit it, and return; does not wait for that.
   */
  public void stop() {
    isStopped = true;
  }

  /** Stops, and waits until {@link #run} has returned. May be called again. */
  @Override
  public void close() {
    stop();
    if (isRunning.compareAndSet(false, true)) {
      Clients.close(consumer);
      over.countDown();
    }
    try {
      over.await();
      relay.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.io.IOException e) {
      troubles.report(Troubles.BURYING, "the dead letters cannot be closed", e);
    }
  }

  /** Names the group, for messages. */
  @Override
  public String toString() {
    return "EventConsumer[" + requireNonNull(settings).group() + "]";
  }
}
