package dev.eventlogger.delivery;

import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.DropReason;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts outcomes. Thread-safe, and without contention between callers. */
final class OutcomeCounts {

  private final LongAdder accepted = new LongAdder();
  // Rules are configured and schemas registered, so there are few of each.
  private final Map<String, LongAdder> filtered = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> invalid = new ConcurrentHashMap<>();
  private final Map<DropReason, LongAdder> dropped = new ConcurrentHashMap<>();

  void add(Outcome outcome) {
    if (outcome instanceof Outcome.Accepted) {
      accepted.increment();
    } else if (outcome instanceof Outcome.Filtered rejected) {
      increment(filtered, rejected.rule());
    } else if (outcome instanceof Outcome.Dropped lost) {
      increment(dropped, lost.reason());
    } else if (outcome instanceof Outcome.Invalid refused) {
      increment(invalid, kind(refused));
    }
  }

  private static String kind(Outcome.Invalid invalid) {
    String reason = invalid.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return invalid.schema() == null ? reason : reason + " " + invalid.schema();
  }

  Ledger ledger(Map<String, LogLedger> logs) {
    Map<DropReason, Long> byReason = new EnumMap<>(DropReason.class);
    dropped.forEach((reason, count) -> byReason.put(reason, count.sum()));
    return new Ledger(accepted.sum(), sums(filtered), sums(invalid), byReason, logs);
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counts) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((key, count) -> sums.put(key, count.sum()));
    return sums;
  }

  private static <K> void increment(Map<K, LongAdder> counts, K key) {
    counts.computeIfAbsent(key, unused -> new LongAdder()).increment();
  }
}
