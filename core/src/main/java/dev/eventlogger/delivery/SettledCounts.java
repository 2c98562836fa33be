package dev.eventlogger.delivery;

import dev.eventlogger.journal.Journal;
import dev.eventlogger.journal.Progress;

/** Counts what became of the events that one log took. Thread-safe. */
final class SettledCounts {

  private long delivered;
  private long dead;
  // What of these a journal remembers, which is what it says after a crash.
  private long deliveredKept;
  private long deadKept;
  private long failures;
  private long givenUp;
  private boolean isOver;

  /**
   * The counts at one moment.
   *
   * @param givenUp events that did not outlive the process, and were not settled when it ended
   * @param failures calls of the sink that failed
   */
  record Sums(long delivered, long dead, long givenUp, long failures) {}

  /** Goes on where an earlier process stopped. */
  synchronized void resume(Journal journal, long failuresBefore) {
    failures = failuresBefore;
    delivered = journal.progress().delivered();
    dead = journal.progress().dead();
    deliveredKept = delivered;
    deadKept = dead;
  }

  /** How far a journal will be settled by {@link #settle}, with these counts. */
  synchronized Progress settling(Journal journal) {
    return journal.settling(delivered, dead);
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
    synchronized (this) {
      deliveredKept = deliveredNow;
      deadKept = deadNow;
    }
  }

  /** What a journal does not remember is delivered again. */
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
   * Counts as lost whatever is not settled now and does not outlive the process, and nothing after:
   * a sink's call that hangs beyond closing may yet return.
   */
  synchronized void giveUp(EventQueue queue) {
    if (!isOver) {
      isOver = true;
      long lost = queue.lost().values().stream().mapToLong(Long::longValue).sum();
      givenUp = queue.isKept() ? 0 : queue.accepted() - lost - delivered - dead;
    }
  }

  /**
   * The counts now. What a journal does not remember yet is not counted: a process that took over
   * now would say the same.
   */
  synchronized Sums sums(EventQueue queue) {
    return queue.isKept()
        ? new Sums(deliveredKept, deadKept, givenUp, failures)
        : new Sums(delivered, dead, givenUp, failures);
  }
}
