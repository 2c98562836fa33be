package dev.eventlogger.server.api;

import dev.eventlogger.Events;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Level;
import dev.eventlogger.server.reading.ReadEvents;
import dev.eventlogger.server.trust.Caller;
import dev.eventlogger.server.trust.Stamper;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Notes who reads, exports and removes what: events of level AUDIT and name {@code event-read}, one
 * for each reader, question and minute. Thread-safe.
 */
public final class ReadAudit {

  private static final int MOST_KNOWN = 10_000;
  private static final int LONGEST_VALUE = 500;
  private static final long SECONDS = 60;

  private final Events log;
  private final Stamper stamper;
  private final Clock clock;
  // The questions of this minute.
  private final Map<Asked, Long> asked = new LinkedHashMap<>();

  /** Notes in some logs. */
  public ReadAudit(Events log, Stamper stamper, Clock clock) {
    this.log = log;
    this.stamper = stamper;
    this.clock = clock;
  }

  private record Asked(String reader, String kind, String log, Map<String, List<String>> question) {}

  /**
   * Notes that somebody reads, unless he asked the same within this minute.
   *
   * @param kind what he does: {@code events}, {@code usage}, {@code export}, …
   * @param name the log that he reads
   * @param question the parameters, as they were sent
   */
  public void note(Caller caller, String kind, String name, Map<String, List<String>> question) {
    Asked now = new Asked(caller.idSpace(), kind, name, question);
    if (isFirstOfMinute(now)) {
      write(caller, kind, name, Map.of("question", shown(question)));
    }
  }

  /** Notes that somebody does what is noted each time. */
  public void write(Caller caller, String kind, String name, Map<String, ?> more) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("kind", kind);
    data.put("log", name);
    data.putAll(more);
    Instant at = clock.instant();
    EventDraft draft = EventDraft.named(ReadEvents.NAME).level(Level.AUDIT).createdAt(at).data(data);
    log.log(stamper.note(draft, caller, at));
  }

  private synchronized boolean isFirstOfMinute(Asked now) {
    long minute = clock.instant().getEpochSecond() / SECONDS;
    Long before = asked.put(now, minute);
    if (asked.size() > MOST_KNOWN) {
      asked.values().removeIf(old -> old != minute);
      if (asked.size() > MOST_KNOWN) {
        asked.clear();
      }
    }
    return before == null || before != minute;
  }

  /** Cut where somebody asks with long texts: the event is to be kept. */
  private static Map<String, Object> shown(Map<String, List<String>> question) {
    Map<String, Object> shown = new TreeMap<>();
    question.forEach(
        (name, values) -> {
          if (shown.size() < 50) {
            shown.put(cut(name), values.stream().limit(20).map(ReadAudit::cut).toList());
          }
        });
    return shown;
  }

  private static String cut(String text) {
    int end = text.length() <= LONGEST_VALUE ? text.length() : LONGEST_VALUE;
    boolean isHalf = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, isHalf ? end - 1 : end);
  }
}
