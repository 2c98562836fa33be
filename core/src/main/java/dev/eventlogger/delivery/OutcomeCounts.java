package dev.eventlogger.delivery;

import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.DropReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts outcomes. Thread-safe, and without contention between callers. */
final class OutcomeCounts {

  private final LongAdder accepted = new LongAdder();
  private final LongAdder invalid = new LongAdder();
  // Rules are configured, so there are few.
  private final Map<String, LongAdder> filtered = new ConcurrentHashMap<>();
  private final Map<DropReason, LongAdder> dropped = new ConcurrentHashMap<>();

  void add(Outcome outcome) {
    if (outcome instanceof Outcome.Accepted) {
      accepted.increment();
    } else if (outcome instanceof Outcome.Filtered rejected) {
      increment(filtered, rejected.rule());
    } else if (outcome instanceof Outcome.Dropped lost) {
      increment(dropped, lost.reason());
    } else {
      invalid.increment();
    }
  }

  Ledger ledger(Map<String, LogLedger> logs) {
    Map<DropReason, Long> byReason = new EnumMap<>(DropReason.class);
    dropped.forEach((reason, count) -> byReason.put(reason, count.sum()));
    Map<String, Long> byRule = new TreeMap<>();
    filtered.forEach((rule, count) -> byRule.put(rule, count.sum()));
    return new Ledger(accepted.sum(), byRule, invalid.sum(), byReason, logs);
  }

  private static <K> void increment(Map<K, LongAdder> counts, K key) {
    counts.computeIfAbsent(key, unused -> new LongAdder()).increment();
  }
}
