package dev.eventlogger.delivery;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.spi.OutboxState;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts outcomes. Thread-safe, and without contention between callers. */
final class OutcomeCounts {

  private static final int MOST_RULES = 1_000;
  private static final String OTHERS = "others";

  private final OfType ofNone = new OfType();
  private final Map<EventType, OfType> ofTypes = new EnumMap<>(EventType.class);
  private final LongAdder notKept = new LongAdder();
  // There are few rules and schemas, which are configured or registered; but rules may change.
  private final Map<String, LongAdder> filtered = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> invalid = new ConcurrentHashMap<>();
  private final Map<DropReason, LongAdder> dropped = new ConcurrentHashMap<>();

  OutcomeCounts() {
    for (EventType type : EventType.values()) {
      ofTypes.put(type, new OfType());
    }
  }

  /** Counts an outcome; a staged event is not counted before it is accepted. */
  void add(@Nullable EventType type, Outcome outcome) {
    OfType same = type == null ? ofNone : requireNonNull(ofTypes.get(type));
    if (outcome instanceof Outcome.Accepted) {
      same.accepted.increment();
    } else if (outcome instanceof Outcome.Filtered byRule) {
      same.filtered.increment();
      increment(filtered, known(byRule.rule()));
    } else if (outcome instanceof Outcome.Dropped forReason) {
      same.dropped.increment();
      increment(dropped, forReason.reason());
    } else if (outcome instanceof Outcome.Invalid withProblems) {
      same.invalid.increment();
      increment(invalid, kind(withProblems));
    }
  }

  private String known(String rule) {
    return filtered.containsKey(rule) || filtered.size() < MOST_RULES ? rule : OTHERS;
  }

  private static String kind(Outcome.Invalid invalid) {
    String reason = invalid.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return invalid.schema() == null ? reason : reason + " " + invalid.schema();
  }

  /** Counts an invalid event that should have been kept, but found no room. */
  void addNotKept() {
    notKept.increment();
  }

  /** How many events have an outcome. */
  long logged() {
    long sum = ofNone.sum();
    for (OfType type : ofTypes.values()) {
      sum += type.sum();
    }
    return sum;
  }

  /** How many events came after the event logger was closed. */
  long late() {
    LongAdder late = dropped.get(DropReason.CLOSED);
    return late == null ? 0 : late.sum();
  }

  Ledger ledger(Map<String, LogLedger> logs, @Nullable OutboxState outbox) {
    Map<DropReason, Long> byReason = new EnumMap<>(DropReason.class);
    dropped.forEach((reason, count) -> byReason.put(reason, count.sum()));
    Map<String, OutcomeTotals> byType = new TreeMap<>();
    byType.put("none", ofNone.totals());
    ofTypes.forEach((type, counts) -> byType.put(type.eventName(), counts.totals()));
    long accepted = byType.values().stream().mapToLong(OutcomeTotals::accepted).sum();
    return new Ledger(
        accepted, sums(filtered), sums(invalid), notKept.sum(), byReason, byType, logs, outbox);
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counts) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((key, count) -> sums.put(key, count.sum()));
    return sums;
  }

  private static <K> void increment(Map<K, LongAdder> counts, K key) {
    counts.computeIfAbsent(key, unused -> new LongAdder()).increment();
  }

  /** The outcomes of events of one type. */
  private static final class OfType {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder filtered = new LongAdder();
    private final LongAdder invalid = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    long sum() {
      return accepted.sum() + filtered.sum() + invalid.sum() + dropped.sum();
    }

    OutcomeTotals totals() {
      return new OutcomeTotals(accepted.sum(), filtered.sum(), invalid.sum(), dropped.sum());
    }
  }
}
