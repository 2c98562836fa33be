package dev.eventlogger.delivery;

import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.journal.Journal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The counts of what became of one log's events. Thread-safe. */
final class LogCounts {

  private final DropCounts drops = new DropCounts();
  private final SettledCounts settled = new SettledCounts();

  /** The events that the log did not take. */
  DropCounts drops() {
    return drops;
  }

  /** The events that the log took. */
  SettledCounts settled() {
    return settled;
  }

  /** Continues the counts of an earlier process. */
  void resume(Journal journal) {
    LogNotes notes = LogNotes.parse(journal.notes());
    drops.resume(notes);
    settled.resume(journal, notes.failures());
  }

  /** The ledger so far. */
  LogLedger ledger(EventQueue queue, SinkCalls calls, @Nullable SinkFailure failure) {
    // What left the queue is read before what came in, so that pending is never negative.
    SettledCounts.Sums sums = settled.sums(queue);
    Map<LossReason, Long> lost = new EnumMap<>(LossReason.class);
    if (sums.givenUp() > 0) {
      lost.put(LossReason.CLOSE_TIMEOUT, sums.givenUp());
    }
    lost.putAll(queue.lost());
    return new LogLedger(
        queue.accepted(),
        sums.delivered(),
        sums.dead(),
        lost,
        sums.failures(),
        drops.sums(),
        failure,
        calls,
        queue.fill());
  }

  /** The notes to write down now. */
  LogNotes notes(@Nullable Instant stuckSince, @Nullable SinkFailure failure) {
    Map<DropReason, Long> dropped = drops.sums();
    return new LogNotes(dropped, drops.last(dropped), settled.failures(), failure, stuckSince);
  }
}
