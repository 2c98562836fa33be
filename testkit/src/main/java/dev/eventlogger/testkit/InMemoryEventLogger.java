package dev.eventlogger.testkit;

import static java.util.Objects.requireNonNull;

import com.google.auto.service.AutoService;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkConfig;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps events in memory, for tests to inspect, and fails when told to.
 *
 * <p>Thread-safe: events arrive on the log's thread and are read on the test's. What was kept can
 * still be read after {@link #close}. An event that comes twice is kept twice.
 */
@AutoService(BaseEventLogger.class)
public final class InMemoryEventLogger extends BaseEventLogger {

  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Event> events = new ArrayList<>();
  private final Deque<Exception> failures = new ArrayDeque<>();
  private volatile Map<SchemaRef, Map<String, @Nullable Object>> schemas = Map.of();
  private Predicate<Event> rejected = event -> false;
  private Predicate<Event> retried = event -> false;

  /** Creates a sink without events, which takes all that come. */
  public InMemoryEventLogger() {}

  @Override
  public String loggerName() {
    return "in-memory";
  }

  @Override
  public void open(SinkConfig config) throws Exception {
    super.open(config);
    schemas = config.schemas();
  }

  /** The schemas that were registered when it was opened; none before that. */
  public Map<SchemaRef, Map<String, @Nullable Object>> schemas() {
    return schemas;
  }

  /** A copy of the events kept so far, in the order of their arrival. */
  public List<Event> events() {
    lock.lock();
    try {
      return List.copyOf(events);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until at least a number of events have come.
   *
   * @return the events kept so far
   * @throws AssertionError if fewer came in time, saying how many
   */
  public List<Event> await(int count, Duration timeout) throws InterruptedException {
    long nanosLeft = timeout.toNanos();
    lock.lock();
    try {
      while (events.size() < count) {
        if (nanosLeft <= 0) {
          throw new AssertionError(
              "waited " + timeout + " for " + count + " events; " + events.size() + " came");
        }
        nanosLeft = changed.awaitNanos(nanosLeft);
      }
      return List.copyOf(events);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets the events kept so far; it still fails as it was told. */
  public void clear() {
    locked(events::clear);
  }

  /** Forgets the events that match. */
  void removeIf(Predicate<Event> condition) {
    locked(() -> events.removeIf(condition));
  }

  /**
   * Makes it throw on the next batches, and keep nothing of them.
   *
   * @param times how many batches, after those that are already to fail
   * @param failure thrown for each of them
   */
  public void failNext(int times, Exception failure) {
    requireNonNull(failure, "failure");
    locked(
        () -> {
          for (int i = 0; i < times; i++) {
            failures.add(failure);
          }
        });
  }

  /** Makes it reject for good the events that match, from now on; replaces the condition before. */
  public void rejectIf(Predicate<Event> rejected) {
    requireNonNull(rejected, "rejected");
    locked(() -> this.rejected = rejected);
  }

  /**
   * Makes it ask again for the events that match, from now on; replaces the condition before. An
   * event that also matches {@link #rejectIf} is rejected.
   */
  public void retryIf(Predicate<Event> retried) {
    requireNonNull(retried, "retried");
    locked(() -> this.retried = retried);
  }

  @Override
  public DeliveryResult log(List<Event> batch) throws Exception {
    lock.lock();
    try {
      Exception failure = failures.poll();
      if (failure != null) {
        throw failure;
      }
      return take(batch);
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  private DeliveryResult take(List<Event> batch) {
    List<Event> again = new ArrayList<>();
    List<Rejected> never = new ArrayList<>();
    for (Event event : batch) {
      if (rejected.test(event)) {
        never.add(new Rejected(event, "the test said so"));
      } else if (retried.test(event)) {
        again.add(event);
      } else {
        events.add(event);
      }
    }
    return new DeliveryResult(again, never);
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }
}
