package dev.eventlogger.server.reading;

import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.delivery.LogLedger;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The ledger for machines. */
public final class LedgerJson {

  private LedgerJson() {}

  /** A ledger as JSON's objects; reasons are words, as {@code queue-full}. */
  public static Map<String, Object> of(Ledger ledger) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("logged", ledger.logged());
    json.put("accepted", ledger.accepted());
    json.put("filtered", words(ledger.filtered()));
    json.put("invalid", words(ledger.invalid()));
    json.put("invalid_not_kept", ledger.invalidNotKept());
    json.put("dropped", words(ledger.dropped()));
    Map<String, Object> logs = new LinkedHashMap<>();
    ledger.logs().forEach((name, log) -> logs.put(name, log(log)));
    json.put("logs", logs);
    return json;
  }

  /** The same, and which logs can be read, and how full their queues are. */
  public static Map<String, Object> of(Ledger ledger, ReadableLogs readable) {
    Map<String, Object> json = of(ledger);
    Map<String, Object> logs = new LinkedHashMap<>();
    ledger
        .logs()
        .forEach(
            (name, log) -> {
              Map<String, Object> row = log(log);
              row.put("readable", readable.names().contains(name));
              row.put("queued_events", log.queue().events());
              row.put("queued_bytes", log.queue().bytes());
              logs.put(name, row);
            });
    json.put("logs", logs);
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

  /** A reason as a word. */
  public static String word(Object part) {
    return part instanceof Enum<?> reason
        ? reason.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : part.toString();
  }
}
