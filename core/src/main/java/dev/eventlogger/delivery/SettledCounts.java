package dev.eventlogger.delivery;

import dev.eventlogger.journal.Journal;
import dev.eventlogger.journal.Progress;

/** Counts what became of the events that one log took. Thread-safe. */
final class SettledCounts {

  private long delivered;
  private long dead;
  // The part of these that the journal has stored, and so still knows after a crash.
  private long deliveredKept;
  private long deadKept;
  private long failures;
  private long givenUp;
  private boolean isOver;

  /**
   * The counts at one moment.
   *
   * @param givenUp events in memory that were not settled when the log was closed
   * @param failures calls of the sink that failed
   */
  record Sums(long delivered, long dead, long givenUp, long failures) {}

  /** Continues the counts of an earlier process. */
  synchronized void resume(Journal journal, long failuresBefore) {
    failures = failuresBefore;
    delivered = journal.progress().delivered();
    dead = journal.progress().dead();
    deliveredKept = delivered;
    deadKept = dead;
  }

  /** The progress that {@link #settle} will store in a journal. */
  synchronized Progress settling(Journal journal) {
    return journal.settling(delivered, dead);
  }

  /** Stores the counts in a journal. */
  void settle(Journal journal) {
    long deliveredNow;
    long deadNow;
    synchronized (this) {
      deliveredNow = delivered;
      deadNow = dead;
    }
    journal.settle(deliveredNow, deadNow);
    synchronized (this) {
      deliveredKept = deliveredNow;
      deadKept = deadNow;
    }
  }

  /** Takes back what the journal has not stored, since that is delivered again. */
  synchronized void forgetUnsettled() {
    if (!isOver) {
      delivered = deliveredKept;
      dead = deadKept;
    }
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

  /** How many calls of the sink failed so far. */
  synchronized long failures() {
    return failures;
  }

  /**
   * Counts as lost whatever is not settled now and does not outlive the process, and stops counting
   * settled events: a sink's call that hangs beyond closing may still return.
   */
  synchronized void giveUp(EventQueue queue) {
    if (!isOver) {
      isOver = true;
      long lost = queue.lost().values().stream().mapToLong(Long::longValue).sum();
      givenUp = queue.isKept() ? 0 : queue.accepted() - lost - delivered - dead;
    }
  }

  /**
   * The counts now. What a journal has not stored yet is not counted, so that a process taking over
   * now would report the same.
   */
  synchronized Sums sums(EventQueue queue) {
    return queue.isKept()
        ? new Sums(deliveredKept, deadKept, givenUp, failures)
        : new Sums(delivered, dead, givenUp, failures);
  }
}
