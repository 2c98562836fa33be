package dev.eventlogger.delivery;

import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.journal.Journal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what became of one log's events, from what is counted of them. Thread-safe. */
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

  /** Goes on where an earlier process stopped. */
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

  /** What is to be written down now. */
  LogNotes notes(@Nullable Instant stuckSince, @Nullable SinkFailure failure) {
    Map<DropReason, Long> dropped = drops.sums();
    return new LogNotes(dropped, drops.last(dropped), settled.failures(), failure, stuckSince);
  }
}
