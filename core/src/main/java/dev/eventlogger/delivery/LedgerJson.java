package dev.eventlogger.delivery;

import dev.eventlogger.spi.OutboxState;
import dev.eventlogger.spi.SealState;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/** The ledger as JSON, for programs; holds nothing of any event. */
public final class LedgerJson {

  private LedgerJson() {}

  /** A ledger as a JSON object; reasons are words such as {@code queue-full}. */
  public static Map<String, Object> of(Ledger ledger) {
    return of(ledger, (name, log) -> log(log));
  }

  /**
   * A ledger as a JSON object.
   *
   * @param logs returns the JSON of each log: {@link #state}, or more
   */
  public static Map<String, Object> of(
      Ledger ledger, BiFunction<String, LogLedger, Map<String, Object>> logs) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("logged", ledger.logged());
    json.put("accepted", ledger.accepted());
    json.put("filtered", words(ledger.filtered()));
    json.put("invalid", words(ledger.invalid()));
    json.put("invalid_not_kept", ledger.invalidNotKept());
    json.put("dropped", words(ledger.dropped()));
    Map<String, Object> byName = new LinkedHashMap<>();
    ledger.logs().forEach((name, log) -> byName.put(name, logs.apply(name, log)));
    json.put("logs", byName);
    if (ledger.outbox() != null) {
      json.put("outbox", outbox(ledger.outbox()));
    }
    return json;
  }

  /** An outbox as a JSON object. */
  public static Map<String, Object> outbox(OutboxState outbox) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("waiting", outbox.waiting());
    if (outbox.oldest() != null) {
      json.put("oldest", outbox.oldest().toString());
    }
    json.put("relayed", outbox.relayed());
    json.put("failed", outbox.failed());
    json.put("unclaimed", outbox.unclaimed());
    if (outbox.problem() != null) {
      json.put("problem", outbox.problem());
    }
    return json;
  }

  /**
   * A log as a JSON object: its counts, its queue, and what is failing.
   *
   * @return a new map, which the caller may change
   */
  public static Map<String, Object> state(LogLedger log) {
    Map<String, Object> state = log(log);
    state.put("dropped", words(log.dropped()));
    state.put("failures", log.failures());
    state.put("queued_events", log.queue().events());
    state.put("queued_bytes", log.queue().bytes());
    if (log.queue().mostEvents() != Long.MAX_VALUE) {
      state.put("most_events", log.queue().mostEvents());
    }
    state.put("most_bytes", log.queue().mostBytes());
    SinkFailure failure = log.failure();
    if (failure != null) {
      state.put("failing", failing(failure));
    }
    if (log.calls().stuckSince() != null) {
      state.put("stuck_since", log.calls().stuckSince().toString());
    }
    if (log.seal() != null) {
      state.put("seal", seal(log.seal()));
    }
    return state;
  }

  private static Map<String, Object> seal(SealState seal) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("entries", seal.entries());
    if (seal.sealed() != null) {
      json.put("sealed", seal.sealed().toString());
    }
    if (seal.anchored() != null) {
      json.put("anchored", seal.anchored().toString());
    }
    if (seal.problem() != null) {
      json.put("problem", seal.problem());
    }
    return json;
  }

  private static Map<String, Object> failing(SinkFailure failure) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("since", failure.since().toString());
    json.put("reason", failure.reason());
    json.put("needs_person", failure.needsPerson());
    return json;
  }

  private static Map<String, Object> log(LogLedger log) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("taken", log.taken());
    row.put("delivered", log.delivered());
    row.put("dead", log.dead());
    row.put("pending", log.pending());
    row.put("lost", words(log.lost()));
    return row;
  }

  private static Map<String, Object> words(Map<?, Long> parts) {
    Map<String, Object> words = new LinkedHashMap<>();
    parts.forEach((part, count) -> words.put(word(part), count));
    return words;
  }

  /** A reason as a kebab-case word. */
  public static String word(Object part) {
    return part instanceof Enum<?> reason
        ? reason.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : part.toString();
  }
}
