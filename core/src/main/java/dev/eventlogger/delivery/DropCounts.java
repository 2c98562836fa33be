package dev.eventlogger.delivery;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.Outcome.DropReason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts the events that one log did not take. Thread-safe. */
final class DropCounts {

  private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);
  private long noted;
  private @Nullable Instant last;

  DropCounts() {
    for (DropReason reason : DropReason.values()) {
      dropped.put(reason, new LongAdder());
    }
  }

  /** Counts one, without a lock, since callers count. */
  void add(DropReason reason) {
    requireNonNull(dropped.get(reason)).increment();
  }

  /** Continues the counts of an earlier process. */
  synchronized void resume(LogNotes notes) {
    notes.dropped().forEach((reason, events) -> requireNonNull(dropped.get(reason)).add(events));
    noted = sum(notes.dropped());
    last = notes.lastDrop();
  }

  /** The numbers so far, by reason. */
  Map<DropReason, Long> sums() {
    Map<DropReason, Long> sums = new EnumMap<>(DropReason.class);
    dropped.forEach(
        (reason, events) -> {
          if (events.sum() > 0) {
            sums.put(reason, events.sum());
          }
        });
    return sums;
  }

  /** When the last of these was dropped, or a little later, since callers do not read the clock. */
  synchronized @Nullable Instant last(Map<DropReason, Long> sums) {
    long sum = sum(sums);
    if (sum > noted) {
      noted = sum;
      last = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
    return last;
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
