package dev.eventlogger.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.delivery.LogLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The ledger, for people and for machines. */
final class LedgerReport {

  private LedgerReport() {}

  /** Whether every event was accepted and delivered, or filtered by a rule. */
  static boolean isClean(Ledger ledger) {
    return ledger.totalInvalid() == 0
        && ledger.totalDropped() == 0
        && ledger.logs().values().stream().allMatch(log -> log.delivered() == log.taken());
  }

  static List<String> text(Ledger ledger) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "logged %d: accepted %d, filtered %s, invalid %s, dropped %s",
            ledger.logged(),
            ledger.accepted(),
            total(ledger.totalFiltered(), ledger.filtered()),
            total(ledger.totalInvalid(), ledger.invalid()) + notKept(ledger.invalidNotKept()),
            total(ledger.totalDropped(), ledger.dropped())));
    ledger.logs().forEach((name, log) -> lines.add("  " + name + ": " + text(log)));
    return lines;
  }

  private static String text(LogLedger log) {
    return String.format(
        Locale.ROOT,
        "taken %d: delivered %d, dead %d, pending %d, lost %s",
        log.taken(),
        log.delivered(),
        log.dead(),
        log.pending(),
        total(log.totalLost(), log.lost()));
  }

  static String total(long total, Map<?, Long> parts) {
    return parts.isEmpty() ? Long.toString(total) : total + " " + words(parts);
  }

  private static String notKept(long events) {
    return events == 0 ? "" : " of which " + events + " were to be kept and are not";
  }

  private static String words(Map<?, Long> parts) {
    List<String> words = new ArrayList<>();
    parts.forEach((part, count) -> words.add(word(part) + ": " + count));
    return "(" + String.join(", ", words) + ")";
  }

  static String json(Ledger ledger) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("logged", ledger.logged());
    json.put("accepted", ledger.accepted());
    put(json, "filtered", ledger.filtered());
    put(json, "invalid", ledger.invalid());
    json.put("invalid_not_kept", ledger.invalidNotKept());
    put(json, "dropped", ledger.dropped());
    ObjectNode logs = json.putObject("logs");
    ledger
        .logs()
        .forEach(
            (name, log) -> {
              ObjectNode row = logs.putObject(name);
              row.put("taken", log.taken());
              row.put("delivered", log.delivered());
              row.put("dead", log.dead());
              row.put("pending", log.pending());
              put(row, "lost", log.lost());
            });
    return json.toString();
  }

  private static void put(ObjectNode json, String name, Map<?, Long> parts) {
    ObjectNode counts = json.putObject(name);
    parts.forEach((part, count) -> counts.put(word(part), count));
  }

  static String word(Object part) {
    return part instanceof Enum<?> reason
        ? reason.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : part.toString();
  }
}
