package dev.eventlogger.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Passes the file of the next segment from the thread that makes it ahead to the thread that
 * writes. Thread-safe.
 */
final class SpareSegments {

  /**
   * A file of zeros that has its final name, durably.
   *
   * @param number the segment's
   * @param size of the file
   * @param identity what distinguishes the file from others of the same name
   */
  record Spare(long number, Path path, DiskFile file, long size, Object identity) {}

  private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

  private final Runnable wanted;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Spare spare;
  private @Nullable Appended obstacle;
  // Whether a spare was taken but is no segment yet: meanwhile its size on disk is counted nowhere.
  private boolean onItsWay;
  // Whether somebody has waited for a spare in vain.
  private boolean stalled;
  private boolean closed;

  /**
   * Has no spare yet.
   *
   * @param wanted called when another spare is wanted
   */
  SpareSegments(Runnable wanted) {
    this.wanted = wanted;
  }

  /**
   * Takes the spare, for which {@link #confirm} or {@link #giveBack} must follow; null if there is
   * none, and {@link #obstacle} says why.
   *
   * @param deadline how long to wait for one that is being made, by {@link System#nanoTime()}
   * @param isPatient whether to wait even where somebody has waited in vain, since the disk is
   *     stalled
   */
  @Nullable Spare take(long deadline, boolean isPatient) {
    lock.lock();
    try {
      if (!stalled || isPatient) {
        await(deadline);
        stalled = spare == null && obstacle == null && !closed;
      }
      Spare taken = spare;
      spare = null;
      onItsWay = taken != null;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the first spare, so that the first callers need not. */
  void awaitFirst(long deadline) {
    lock.lock();
    try {
      await(deadline);
    } finally {
      lock.unlock();
    }
  }

  private void await(long deadline) {
    boolean interrupted = false;
    long left = deadline - System.nanoTime();
    while (spare == null && obstacle == null && !closed && left > 0) {
      try {
        left = changed.awaitNanos(left);
      } catch (InterruptedException e) {
        // Somebody has to write the group; its callers are told when that is done.
        interrupted = true;
        left = deadline - System.nanoTime();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes back a spare that could not become a segment. */
  void giveBack(Spare taken) {
    lock.lock();
    try {
      spare = taken;
      onItsWay = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Notes that the spare that was taken is a segment now. */
  void confirm() {
    lock.lock();
    try {
      onItsWay = false;
    } finally {
      lock.unlock();
    }
    wanted.run();
  }

  /** Why there is no spare. */
  Appended obstacle() {
    lock.lock();
    try {
      return obstacle != null ? obstacle : Appended.SLOW;
    } finally {
      lock.unlock();
    }
  }

  boolean isWanted() {
    lock.lock();
    try {
      return spare == null && !onItsWay && !closed;
    } finally {
      lock.unlock();
    }
  }

  void put(Spare made) {
    lock.lock();
    try {
      spare = made;
      obstacle = null;
      stalled = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void cannot(Appended why) {
    lock.lock();
    try {
      // Those who know it already need not be woken.
      if (obstacle != why) {
        obstacle = why;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a spare, but not for long: another caller may take it and make room for everyone.
   *
   * @return false if the time ran out, or the caller was interrupted
   */
  @SuppressWarnings("WaitNotInLoop") // the caller has the loop
  boolean awaitRoom(long deadline) {
    long nanos = deadline - System.nanoTime();
    if (nanos <= 0) {
      return false;
    }
    lock.lock();
    try {
      if (spare == null && !closed) {
        long unused = changed.awaitNanos(Math.min(nanos, LOOK_NANOS));
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** The spare, to look at; null if there is none. */
  @Nullable Spare peek() {
    lock.lock();
    try {
      return spare;
    } finally {
      lock.unlock();
    }
  }

  /** Discards a useless spare; false if it has been taken already. */
  boolean drop(Spare useless) {
    lock.lock();
    try {
      boolean isThere = useless.equals(spare);
      if (isThere) {
        spare = null;
      }
      return isThere;
    } finally {
      lock.unlock();
    }
  }

  /** Hands out no more spares; returns the one that is left. */
  @Nullable Spare close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      Spare left = spare;
      spare = null;
      return left;
    } finally {
      lock.unlock();
    }
  }
}
