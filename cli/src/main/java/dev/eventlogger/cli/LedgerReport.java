package dev.eventlogger.cli;

import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.delivery.LedgerJson;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.event.JsonText;
import dev.eventlogger.spi.OutboxState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The ledger, for people and for programs. */
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
    OutboxState outbox = ledger.outbox();
    if (outbox != null) {
      lines.add("  outbox: " + text(outbox));
    }
    return lines;
  }

  private static String text(OutboxState outbox) {
    return String.format(
        Locale.ROOT,
        "waiting %d%s, relayed %d, failed %d",
        outbox.waiting(),
        outbox.oldest() == null ? "" : " since " + outbox.oldest(),
        outbox.relayed(),
        outbox.failed());
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
    return JsonText.of(LedgerJson.of(ledger));
  }

  static String word(Object part) {
    return LedgerJson.word(part);
  }
}
