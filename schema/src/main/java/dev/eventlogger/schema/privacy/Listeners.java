package dev.eventlogger.schema.privacy;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.SchemaRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of an event logger. Each has a thread and a queue of its own: a slow listener
 * misses events itself, but holds up neither the caller nor other listeners. Thread-safe.
 */
public final class Listeners {

  /** What a listener gets to see. */
  public enum Stage {
    /** The data when it was found valid, including what will be redacted. */
    UNREDACTED,
    /** The data as it is recorded. */
    REDACTED
  }

  private static final int DEFAULT_QUEUE_EVENTS = 1_000;

  private final int queueEvents;
  private final LongAdder missed = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final List<ListenerThread> threads = new CopyOnWriteArrayList<>();
  private boolean closed; // guarded by this

  /** Has no listeners yet; up to 1,000 events wait for each. */
  public Listeners() {
    this(DEFAULT_QUEUE_EVENTS);
  }

  Listeners(int queueEvents) {
    this.queueEvents = queueEvents;
  }

  /** Adds a listener for the events of all schemas, including those registered later. */
  public void add(Stage stage, EventListener listener) {
    add(stage, null, listener);
  }

  /**
   * Adds a listener for the events of one schema.
   *
   * @param schemaId in all its versions; null for all schemas
   */
  public synchronized void add(Stage stage, @Nullable String schemaId, EventListener listener) {
    requireNonNull(stage, "stage");
    requireNonNull(listener, "listener");
    if (closed) {
      throw new IllegalStateException("the event logger is closed");
    }
    threads.add(new ListenerThread(stage, schemaId, listener, queueEvents, missed, failed));
  }

  /** Removes a listener; what still waits for it is delivered to it. */
  public void remove(EventListener listener) {
    threads.stream().filter(thread -> thread.isOf(listener)).forEach(ListenerThread::end);
    threads.removeIf(thread -> thread.isOf(listener));
  }

  /** Tells the listeners of an event. Never waits, never throws. */
  public void offer(Stage stage, SchemaRef schema, Map<String, ?> data) {
    if (threads.isEmpty()) {
      return; // the usual case, without an iterator
    }
    for (ListenerThread thread : threads) {
      if (thread.wants(stage, schema)) {
        thread.offer(schema, data);
      }
    }
  }

  /** How many times a listener was not told, because its queue was full or the data unreadable. */
  public long missed() {
    return missed.sum();
  }

  /** How many times a listener threw. */
  public long failed() {
    return failed.sum();
  }

  /**
   * Lets the listeners finish what waits for them, and ends them. Those that take longer are
   * interrupted, and what they did not get to is counted as missed.
   */
  public void close(Duration timeout) {
    synchronized (this) {
      closed = true;
    }
    threads.forEach(ListenerThread::end);
    long deadline = System.nanoTime() + timeout.toNanos();
    threads.forEach(thread -> thread.close(deadline - System.nanoTime()));
  }
}
