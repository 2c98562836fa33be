package dev.eventlogger.delivery;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.journal.Journal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what became of one log's events. Thread-safe. */
final class LogCounts {

  private final Map<DropReason, LongAdder> refused = new EnumMap<>(DropReason.class);
  private long delivered;
  private long dead;
  // What of these a journal remembers, which is what it says after a crash.
  private long deliveredKept;
  private long deadKept;
  private long failures;
  private long givenUp;
  private boolean isOver;
  private long droppedNoted;
  private @Nullable Instant lastDrop;

  LogCounts() {
    for (DropReason reason : DropReason.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  /** Counts an event that the log did not take; on the caller's thread, and without a lock. */
  void refused(DropReason reason) {
    requireNonNull(refused.get(reason)).increment();
  }

  /** Goes on where an earlier process stopped. */
  synchronized void resume(Journal journal) {
    long deliveredBefore = journal.progress().delivered();
    long deadBefore = journal.progress().dead();
    LogNotes notes = LogNotes.parse(journal.notes());
    notes.dropped().forEach((reason, events) -> requireNonNull(refused.get(reason)).add(events));
    droppedNoted = sum(notes.dropped());
    lastDrop = notes.lastDrop();
    failures = notes.failures();
    delivered = deliveredBefore;
    dead = deadBefore;
    deliveredKept = deliveredBefore;
    deadKept = deadBefore;
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

  /**
   * The ledger so far. What a journal does not remember yet counts as pending: a process that took
   * over now would say the same.
   */
  synchronized LogLedger ledger(EventQueue queue, SinkCalls calls, @Nullable SinkFailure failure) {
    Map<LossReason, Long> lost = new EnumMap<>(LossReason.class);
    if (givenUp > 0) {
      lost.put(LossReason.CLOSE_TIMEOUT, givenUp);
    }
    // What left the queue is read before what came in, so that pending is never negative.
    lost.putAll(queue.lost());
    boolean isKept = queue.isKept();
    return new LogLedger(
        queue.accepted(),
        isKept ? deliveredKept : delivered,
        isKept ? deadKept : dead,
        lost,
        failures,
        dropped(),
        failure,
        calls,
        queue.fill());
  }

  /** What is to be written down now. */
  synchronized LogNotes notes(@Nullable Instant stuckSince, @Nullable SinkFailure failure) {
    Map<DropReason, Long> dropped = dropped();
    long sum = sum(dropped);
    if (sum != droppedNoted) {
      droppedNoted = sum;
      lastDrop = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
    return new LogNotes(dropped, lastDrop, failures, failure, stuckSince);
  }

  private Map<DropReason, Long> dropped() {
    Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
    refused.forEach(
        (reason, events) -> {
          if (events.sum() > 0) {
            dropped.put(reason, events.sum());
          }
        });
    return dropped;
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
