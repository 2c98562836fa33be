package dev.eventlogger.delivery;

import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.DropReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Offers events to logs that may make callers wait, on behalf of callers that do not wait. Events
 * that come while others are being offered are then offered together, so that a journal is synced
 * once for all of them. Thread-safe; has one thread, which starts with the first event.
 */
final class GroupOffers {

  static final String THREAD = "event-logger-async";

  private static final Outcome NOT_WRITTEN = new Outcome.Dropped(List.of(), DropReason.NOT_WRITTEN);
  private static final int MOST_EVENTS = 10_000;
  private static final long MOST_BYTES = 16L * 1024 * 1024;

  private final Delivery delivery;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All fields below are guarded by the lock.
  private List<Offer> waiting = new ArrayList<>();
  private long waitingBytes;
  private @Nullable Thread thread;
  private boolean closed;

  /** One event, and the future that gets its outcome. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Offer(
      @Nullable EventType type, long wanted, byte[] event, CompletableFuture<Outcome> outcome) {}

  GroupOffers(Delivery delivery) {
    this.delivery = delivery;
  }

  /**
   * Has an event offered soon, and its outcome counted. Offers it at once if too many wait already,
   * or this is closed.
   *
   * @param event never changed
   */
  CompletionStage<Outcome> add(@Nullable EventType type, long wanted, byte[] event) {
    Offer offer = new Offer(type, wanted, event, new CompletableFuture<>());
    if (!isTaken(offer)) {
      Outcome outcome = delivery.count(type, delivery.offer(wanted, event, event.length));
      offer.outcome().complete(outcome);
    }
    return offer.outcome().minimalCompletionStage();
  }

  private boolean isTaken(Offer offer) {
    lock.lock();
    try {
      boolean hasRoom = waiting.size() < MOST_EVENTS && waitingBytes < MOST_BYTES;
      // A callback on the thread itself that waits for another event would wait for ever.
      if (closed || !hasRoom || Thread.currentThread() == thread) {
        return false;
      }
      if (thread == null) {
        thread = new Thread(this::run, THREAD);
        thread.setDaemon(true);
        thread.start();
      }
      waiting.add(offer);
      waitingBytes += offer.event().length;
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (List<Offer> group = next(); !group.isEmpty(); group = next()) {
      offer(group);
    }
  }

  /** All that wait; none once this is closed and everything was offered. */
  private List<Offer> next() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      List<Offer> group = waiting;
      waiting = new ArrayList<>();
      waitingBytes = 0;
      return group;
    } finally {
      lock.unlock();
    }
  }

  private void offer(List<Offer> group) {
    List<Outcome> outcomes = outcomes(group);
    for (int i = 0; i < group.size(); i++) {
      Offer offer = group.get(i);
      offer.outcome().complete(delivery.count(offer.type(), outcomes.get(i)));
    }
  }

  private List<Outcome> outcomes(List<Offer> group) {
    try {
      return delivery.offerAll(
          group.stream().map(Offer::wanted).toList(), group.stream().map(Offer::event).toList());
    } catch (Throwable e) {
      // Probably out of memory. Somebody waits for each of these, and this thread must go on.
      return Collections.nCopies(group.size(), NOT_WRITTEN);
    }
  }

  /** Takes no more events; those that wait are still offered. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** After closing: waits until all are offered, up to the timeout. */
  void await(Duration timeout) {
    Thread running;
    lock.lock();
    try {
      running = thread;
    } finally {
      lock.unlock();
    }
    if (running == null || running == Thread.currentThread()) {
      return;
    }
    try {
      TimeUnit.NANOSECONDS.timedJoin(running, timeout.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
