package dev.eventlogger.server.intake;

import dev.eventlogger.Events;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Reading;
import dev.eventlogger.formats.dialect.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The events of one request: those that can be logged are logged together, and each event gets its
 * verdict at its place in the request. For one thread, once.
 */
final class RequestEvents {

  private final List<EventDraft> drafts = new ArrayList<>();
  private final List<Supplier<Verdict>> verdicts;
  private final Map<String, Integer> firstWithId = new HashMap<>();
  private final List<Verdict> given;
  private Iterator<Outcome> outcomes = List.<Outcome>of().iterator();

  RequestEvents(int size) {
    verdicts = new ArrayList<>(size);
    given = new ArrayList<>(size);
  }

  /** Adds an event that was taken with an earlier request. */
  void addTakenBefore() {
    verdicts.add(() -> new Verdict(Outcome.Accepted.ACCEPTED, true));
  }

  /** Adds an event if an earlier one of this request has its id; it shares that event's outcome. */
  boolean repeats(String id) {
    Integer first = firstWithId.get(id);
    if (first != null) {
      verdicts.add(() -> new Verdict(given.get(first).outcome(), true));
    }
    return first != null;
  }

  /** Adds an event, or counts it as invalid in the ledger if it was unreadable. */
  void add(@Nullable String id, Reading reading, Events events) {
    if (reading instanceof Reading.Read read) {
      if (id != null) {
        firstWithId.put(id, verdicts.size());
      }
      drafts.add(read.draft());
      verdicts.add(() -> new Verdict(outcomes.next(), false));
    } else {
      Verdict verdict = new Verdict(events.log(reading), false);
      verdicts.add(() -> verdict);
    }
  }

  /** Logs all that can be logged, and says what became of each event. */
  List<Verdict> log(Events events) {
    List<Outcome> logged =
        drafts.size() == 1 ? List.of(events.log(drafts.get(0))) : events.logAll(drafts);
    outcomes = logged.iterator();
    verdicts.forEach(verdict -> given.add(verdict.get()));
    return given;
  }
}
