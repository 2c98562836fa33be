package dev.eventlogger.server.api;

import dev.eventlogger.Events;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.query.OwnEvents;
import dev.eventlogger.server.trust.Caller;
import dev.eventlogger.server.trust.Stamper;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records who reads, exports and removes what, as events of level AUDIT named {@code event-read}:
 * one for each reader, question and minute, and one for each removal or change. Thread-safe.
 */
public final class ReadAudit {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.server");
  // How much of the questions is remembered; beyond that, a question may be recorded again.
  private static final int MOST_CHARACTERS = 4_000_000;
  private static final int MOST_PARAMETERS = 50;
  private static final int MOST_VALUES = 20;
  private static final int LONGEST_VALUE = 500;
  private static final int SIZE_WITHOUT_QUESTION = 200;
  private static final long SECONDS = 60;
  // Asking for the next page is the same question.
  private static final String PAGE = "after";

  private final Events log;
  private final Stamper stamper;
  private final Clock clock;
  private final Set<Asked> asked = new HashSet<>();
  private int characters;
  private long minute;
  private long minuteOfTrouble;

  /** Records to the given logs. */
  public ReadAudit(Events log, Stamper stamper, Clock clock) {
    this.log = log;
    this.stamper = stamper;
    this.clock = clock;
  }

  private record Asked(
      String source, @Nullable String uid, String kind, String log, String question) {}

  /**
   * Records that a caller reads, unless it asked the same within this minute.
   *
   * @param kind what the caller does: {@code events}, {@code usage}, {@code export}, …
   * @param name the log that is read
   * @param question the parameters, as they were sent
   */
  public void note(Caller caller, String kind, String name, Map<String, List<String>> question) {
    Map<String, Object> shown = shown(question);
    if (isFirstOfMinute(new Asked(caller.source(), caller.uid(), kind, name, shown.toString()))) {
      write(caller, kind, name, Map.of("question", shown));
    }
  }

  /** Records an action of a kind that is recorded each time. */
  public void write(Caller caller, String kind, String name, Map<String, ?> more) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("kind", kind);
    data.put("log", name);
    data.putAll(more);
    write(caller, data);
  }

  /** Records a change that concerns all logs, such as one of the policy. */
  public void writeOfAll(Caller caller, String kind, Map<String, ?> more) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("kind", kind);
    data.putAll(more);
    write(caller, data);
  }

  private void write(Caller caller, Map<String, ?> data) {
    Instant at = clock.instant();
    EventDraft draft = EventDraft.named(OwnEvents.READ).level(Level.AUDIT).createdAt(at).data(data);
    Outcome outcome = log.log(stamper.note(draft, caller, at));
    if (!(outcome instanceof Outcome.Accepted)) {
      report(outcome);
    }
  }

  /** Warns at most once a minute that reads are not recorded. */
  private synchronized void report(Outcome outcome) {
    long now = minute();
    if (now != minuteOfTrouble) {
      minuteOfTrouble = now;
      LOG.log(System.Logger.Level.WARNING, "reads are not noted in the audit log: " + outcome);
    }
  }

  private long minute() {
    return clock.instant().getEpochSecond() / SECONDS;
  }

  private synchronized boolean isFirstOfMinute(Asked now) {
    long current = minute();
    if (current != minute || characters >= MOST_CHARACTERS) {
      minute = current;
      asked.clear();
      characters = 0;
    }
    boolean isFirst = asked.add(now);
    characters += isFirst ? SIZE_WITHOUT_QUESTION + now.question.length() : 0;
    return isFirst;
  }

  /** Long parameters are cut, so that the event is not refused for its size. */
  private static Map<String, Object> shown(Map<String, List<String>> question) {
    Map<String, Object> shown = new TreeMap<>();
    question.forEach(
        (name, values) -> {
          if (shown.size() < MOST_PARAMETERS && !name.equals(PAGE)) {
            shown.put(cut(name), values.stream().limit(MOST_VALUES).map(ReadAudit::cut).toList());
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
