package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import dev.eventlogger.journal.StackRoom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The waiting that all queues share, whatever holds their events: the delivery thread waits until a
 * batch is due, and callers of {@link #flush} until what they offered is settled. Thread-safe.
 */
abstract class LockedQueue implements EventQueue, BatchWatch.Waiting {

  final DeliverySettings settings;
  final ReentrantLock lock = new ReentrantLock();
  final Condition settled = lock.newCondition();
  final BatchWatch watch;

  // A place in the order of all events ever taken in, as counted by end().
  private volatile long flushedTo;
  private volatile boolean crowded;
  private volatile boolean closed;

  LockedQueue(DeliverySettings settings) {
    this.settings = settings;
    watch = new BatchWatch(settings, lock.newCondition());
    StackRoom.prepare();
  }

  /** The place after the last event taken in. */
  abstract long end();

  /** The place of the oldest event that is not settled; {@link #end} if all are. */
  abstract long oldestUnsettled();

  /** Notes whether an event has found no room since the last batch. */
  final void setCrowded(boolean crowded) {
    this.crowded = crowded;
  }

  @Override
  public final boolean isCrowded() {
    return crowded;
  }

  @Override
  public final boolean isHurried() {
    return flushedTo > end() - events();
  }

  @Override
  public final boolean isClosed() {
    return closed;
  }

  /** Whether so much is out already that no more should be added. */
  final boolean isEnough(List<Event> out) {
    return out.size() >= settings.batchSize()
        || out.stream().mapToLong(Event::size).sum() >= settings.batchBytes();
  }

  @Override
  public final boolean flush(Duration timeout) throws InterruptedException {
    return awaitSettled(mark(), timeout);
  }

  @Override
  public final long mark() {
    StackRoom.require();
    lock.lock();
    try {
      return end();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public final boolean awaitSettled(long target, Duration timeout) throws InterruptedException {
    StackRoom.require();
    long left = Saturated.nanos(timeout);
    lock.lockInterruptibly();
    try {
      flushedTo = Math.max(flushedTo, target);
      watch.wake();
      while (oldestUnsettled() < target) {
        if (left <= 0) {
          return false;
        }
        left = settled.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public final boolean isSettled(long target) {
    StackRoom.require();
    lock.lock();
    try {
      return oldestUnsettled() >= target;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    StackRoom.require();
    lock.lock();
    try {
      closed = true;
      watch.wake();
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
