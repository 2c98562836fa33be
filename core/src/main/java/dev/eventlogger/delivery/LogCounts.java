package dev.eventlogger.delivery;

import dev.eventlogger.delivery.journal.Journal;
import java.util.EnumMap;
import java.util.Map;

/** Counts what became of one log's events. Thread-safe. */
final class LogCounts {

  private long delivered;
  private long dead;
  private long failures;
  private long givenUp;
  private boolean isOver;

  /** Goes on where an earlier process stopped. */
  synchronized void resume(long deliveredBefore, long deadBefore) {
    delivered = deliveredBefore;
    dead = deadBefore;
  }

  /** Has a journal remember these counts. */
  void settle(Journal journal) {
    long deliveredNow;
    long deadNow;
    synchronized (this) {
      deliveredNow = delivered;
      deadNow = dead;
    }
    journal.settle(deliveredNow, deadNow);
  }

  synchronized void delivered(int events) {
    if (!isOver) {
      delivered += events;
    }
  }

  synchronized void dead(int events) {
    if (!isOver) {
      dead += events;
    }
  }

  synchronized void failed() {
    failures++;
  }

  /**
   * Counts as lost whatever is not settled now and does not outlive the process, and nothing after:
   * a sink's call that hangs beyond closing may yet return.
   */
  synchronized void giveUp(EventQueue queue) {
    if (!isOver) {
      isOver = true;
      givenUp = queue.isKept() ? 0 : queue.accepted() - sum(queue.lost()) - delivered - dead;
    }
  }

  synchronized LogLedger ledger(EventQueue queue) {
    Map<LossReason, Long> lost = new EnumMap<>(LossReason.class);
    if (givenUp > 0) {
      lost.put(LossReason.CLOSE_TIMEOUT, givenUp);
    }
    // What left the queue is read before what came in, so that pending is never negative.
    lost.putAll(queue.lost());
    return new LogLedger(queue.accepted(), delivered, dead, lost, failures);
  }

  private static long sum(Map<LossReason, Long> lost) {
    return lost.values().stream().mapToLong(Long::longValue).sum();
  }
}
