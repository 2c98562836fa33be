package dev.eventlogger.delivery;

import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.spi.OutboxState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of every event, at one moment: {@code logged = accepted + filtered + invalid +
 * dropped}, and for each log what {@link LogLedger} says. Its numbers never fall.
 *
 * @param accepted events that every log that wanted them took
 * @param filtered events that the policy refused or no log wanted, by the rule that said so
 * @param invalid events that could not be recorded as they were, by the reason in kebab-case and,
 *     where they do not meet one, the registered schema: {@code violates-schema query-run version
 *     1}
 * @param invalidNotKept invalid events that {@code on_invalid: dead-letter} should have kept, but
 *     had no room for
 * @param dropped events that at least one log did not take, by the reason of the first such log
 * @param types the outcomes by type of event: {@code api}, {@code view}, {@code click}, and {@code
 *     none} for events that are none of the three
 * @param logs by the log's name, in the order configured
 * @param outbox where events wait for the transaction that they belong to; other counts include
 *     such an event only once the relay has taken it. Null if there is no outbox
 */
public record Ledger(
    long accepted,
    Map<String, Long> filtered,
    Map<String, Long> invalid,
    long invalidNotKept,
    Map<DropReason, Long> dropped,
    Map<String, OutcomeTotals> types,
    Map<String, LogLedger> logs,
    @Nullable OutboxState outbox) {

  public Ledger {
    filtered = sorted(filtered);
    invalid = sorted(invalid);
    dropped = sorted(dropped);
    types = sorted(types);
    logs = Collections.unmodifiableMap(new LinkedHashMap<>(logs));
  }

  /** Creates a ledger without an outbox. */
  public Ledger(
      long accepted,
      Map<String, Long> filtered,
      Map<String, Long> invalid,
      long invalidNotKept,
      Map<DropReason, Long> dropped,
      Map<String, OutcomeTotals> types,
      Map<String, LogLedger> logs) {
    this(accepted, filtered, invalid, invalidNotKept, dropped, types, logs, null);
  }

  /** All logged events; each has exactly one outcome. */
  public long logged() {
    return accepted + totalFiltered() + totalInvalid() + totalDropped();
  }

  /** Filtered events, whatever the rule. */
  public long totalFiltered() {
    return sum(filtered);
  }

  /** Invalid events, whatever the reason. */
  public long totalInvalid() {
    return sum(invalid);
  }

  /** Dropped events, whatever the reason. */
  public long totalDropped() {
    return sum(dropped);
  }

  private static <K extends Comparable<K>, V> Map<K, V> sorted(Map<K, V> counts) {
    return Collections.unmodifiableMap(new TreeMap<>(counts));
  }

  private static long sum(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
