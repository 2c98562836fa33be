package dev.eventlogger.delivery;

import java.util.EnumMap;
import java.util.Map;

/** Counts what became of one log's events. Thread-safe. */
final class LogCounts {

  private long delivered;
  private long dead;
  private long failures;
  private long givenUp;
  private boolean isOver;

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
   * Counts as lost whatever is not settled now, and nothing after: a sink's call that hangs beyond
   * closing may yet return.
   */
  synchronized void giveUp(EventQueue queue) {
    if (!isOver) {
      isOver = true;
      givenUp = queue.accepted() - queue.evicted() - delivered - dead;
    }
  }

  synchronized LogLedger ledger(EventQueue queue) {
    Map<LossReason, Long> lost = new EnumMap<>(LossReason.class);
    putIfAny(lost, LossReason.CLOSE_TIMEOUT, givenUp);
    // What left the queue is read before what came in, so that pending is never negative.
    putIfAny(lost, LossReason.EVICTED, queue.evicted());
    return new LogLedger(queue.accepted(), delivered, dead, lost, failures);
  }

  private static void putIfAny(Map<LossReason, Long> lost, LossReason reason, long events) {
    if (events > 0) {
      lost.put(reason, events);
    }
  }
}
