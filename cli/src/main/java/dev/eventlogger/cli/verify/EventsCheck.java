package dev.eventlogger.cli.verify;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Sort;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares the events of a store with the seals: first every event with its entry, then every entry
 * for which no event was read. For one thread, once.
 */
final class EventsCheck {

  private static final int PAGE = 1_000;
  private static final int MOST_UNKNOWN = 100_000;

  private final EventStore store;
  private final IdIndex index;
  private final Seals seals;
  private final Underway underway;
  private final Verdict verdict;
  private final LongConsumer progress;
  // Events that no seal knew when they were read: their entries may be on their way.
  private final List<UUID> unknown = new ArrayList<>();
  // Events that a signed record says were removed: the removal may be under way.
  private final List<UUID> removed = new ArrayList<>();
  private long stillThere;
  private long read;

  EventsCheck(
      EventStore store,
      IdIndex index,
      Seals seals,
      Underway underway,
      Verdict verdict,
      LongConsumer progress) {
    this.store = store;
    this.index = index;
    this.seals = seals;
    this.underway = underway;
    this.verdict = verdict;
    this.progress = progress;
  }

  /** Compares the events from a time on with what was sealed; null for all. */
  void run(@Nullable Instant since) throws IOException, InterruptedException {
    readEvents(since);
    settleUnknown();
    findMissing(since);
    settleRemoved();
    if (stillThere > 0) {
      verdict.unsure(
          stillThere
              + " events are in the store that a signed record says were removed: without their"
              + " salts nobody can tell whether they are what was sealed; remove them");
    }
  }

  private void readEvents(@Nullable Instant since) throws IOException, InterruptedException {
    EventFilter filter = new EventFilter(since, null, List.of());
    EventQuery query = new EventQuery(filter, Sort.EARLIEST_FIRST, PAGE, null);
    while (true) {
      EventPage page = store.find(query);
      for (Event event : page.events()) {
        take(event);
      }
      takeTwinsOfLast(page.events());
      progress.accept(read);
      if (page.next() == null) {
        return;
      }
      query = query.after(page.next());
    }
  }

  /** A page continues after its last event, and so skips another one with the same id. */
  private void takeTwinsOfLast(List<Event> page) throws IOException, InterruptedException {
    UUID last = page.isEmpty() ? null : id(page.get(page.size() - 1));
    if (last == null) {
      return;
    }
    List<String> here = new ArrayList<>();
    for (Event event : page) {
      if (last.equals(id(event))) {
        here.add(event.toJson());
      }
    }
    for (Event event : find(List.of(last))) {
      if (!here.remove(event.toJson())) {
        take(event);
      }
    }
  }

  private void take(Event event) throws IOException, InterruptedException {
    read++;
    UUID id = id(event);
    if (id == null) {
      verdict.count(Verdict.Kind.INSERTED);
      verdict.problem(
          new Problem("", Problem.NO_NUMBER, "an event has no id, or no time, that can be read"));
      return;
    }
    Seals.Finding finding = compare(event, id);
    switch (finding.kind()) {
      case INSERTED -> unknown.add(id);
      case ERASED -> removed.add(id);
      default -> found(finding, id);
    }
    if (unknown.size() >= MOST_UNKNOWN) {
      settleUnknown();
    }
    if (removed.size() >= MOST_UNKNOWN) {
      settleRemoved();
    }
  }

  /** The id; null if it or the time cannot be read: no such event is ever sealed. */
  private static @Nullable UUID id(Event event) {
    try {
      Instant unused = event.createdAt();
      return event.id();
    } catch (RuntimeException e) {
      return null; // Anything may be wrong in a row that somebody else wrote.
    }
  }

  private Seals.Finding compare(Event event, UUID id) throws IOException {
    return seals.find(id, event.createdAt(), event::writeTo);
  }

  private void found(Seals.Finding finding, UUID id) {
    verdict.count(finding.kind());
    String words =
        switch (finding.kind()) {
          case CHANGED -> "event " + id + " is not what was sealed";
          case INSERTED -> "event " + id + " was never sealed";
          default -> null;
        };
    if (words != null) {
      verdict.problem(new Problem(finding.seal(), finding.number(), words));
    }
    if (finding.kind() == Verdict.Kind.DUPLICATE) {
      verdict.doubt("events are there more than once, each time as they were sealed");
    }
    if (finding.kind() == Verdict.Kind.INTACT && seals.isRemoved(id)) {
      verdict.doubt(
          "events are in the store, as they were sealed, that a signed record says were removed");
    }
  }

  /** Decides about events that no seal knew, after reading the seals to their newest end. */
  private void settleUnknown() throws IOException, InterruptedException {
    if (unknown.isEmpty()) {
      return;
    }
    Underway.Found found = underway.find(Set.copyOf(unknown));
    for (int from = 0; from < unknown.size(); from += PAGE) {
      List<UUID> some = unknown.subList(from, Math.min(unknown.size(), from + PAGE));
      compareAgain(some.stream().filter(id -> index.find(id) != IdIndex.NONE).toList());
      for (UUID id : some) {
        if (index.find(id) == IdIndex.NONE) {
          boolean mayWait = !found.areAllAsked() && seals.isRecent(id);
          Verdict.Kind kind =
              mayWait || found.waiting().contains(id)
                  ? Verdict.Kind.UNSEALED
                  : Verdict.Kind.INSERTED;
          found(new Seals.Finding(kind, "", Problem.NO_NUMBER), id);
        }
      }
    }
    unknown.clear();
  }

  private void compareAgain(List<UUID> ids) throws IOException {
    for (Event event : find(ids)) {
      UUID id = event.id();
      Seals.Finding finding = compare(event, id);
      if (finding.kind() == Verdict.Kind.ERASED) {
        removed.add(id);
      } else {
        found(finding, id);
      }
    }
  }

  /** Asks once more for events that were removed, but were there all the same. */
  private void settleRemoved() {
    for (int from = 0; from < removed.size(); from += PAGE) {
      List<UUID> some = removed.subList(from, Math.min(removed.size(), from + PAGE));
      some.forEach(id -> verdict.count(Verdict.Kind.ERASED));
      stillThere += find(some).size();
    }
    removed.clear();
  }

  /**
   * Goes through the entries whose event was not read. Each event is asked for once more by its id:
   * it may have happened before the time range, or only be visible now.
   */
  private void findMissing(@Nullable Instant since) throws IOException {
    List<Long> places = new ArrayList<>();
    for (long place = index.nextTaken(0);
        place != IdIndex.NONE;
        place = index.nextTaken(place + 1)) {
      boolean isOpen =
          !index.has(place, IdIndex.SEEN)
              && !index.has(place, IdIndex.REPEATED)
              && (since == null || !Seals.time(index.id(place)).isBefore(since));
      if (isOpen && index.has(place, IdIndex.REMOVED)) {
        verdict.count(Verdict.Kind.ERASED);
      } else if (isOpen) {
        places.add(place);
        if (places.size() == PAGE) {
          askAgain(places);
        }
      }
    }
    askAgain(places);
  }

  private void askAgain(List<Long> places) throws IOException {
    compareAgain(places.stream().map(index::id).toList());
    places.removeIf(place -> index.has(place, IdIndex.SEEN));
    if (!places.isEmpty()) {
      underway.readRemovals();
    }
    for (long place : places) {
      if (index.has(place, IdIndex.REMOVED)) {
        verdict.count(Verdict.Kind.ERASED);
      } else {
        verdict.count(Verdict.Kind.MISSING);
        String words = "event " + index.id(place) + " is not there";
        verdict.problem(new Problem(seals.name(index.seal(place)), index.number(place), words));
      }
    }
    places.clear();
  }

  private List<Event> find(List<UUID> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    EventFilter filter = EventFilter.of(Condition.equal(Field.ID, ids.toArray()));
    return store.find(new EventQuery(filter, Sort.EARLIEST_FIRST, EventQuery.MOST, null)).events();
  }
}
