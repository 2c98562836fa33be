package dev.eventlogger.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

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
 * that no event came for. For one thread, once.
 */
final class EventsCheck {

  private static final int PAGE = 1_000;
  private static final int MOST_UNKNOWN = 100_000;

  private final EventStore store;
  private final IdIndex index;
  private final Seals seals;
  private final Verdict verdict;
  private final LongConsumer progress;
  private final List<UUID> unknown = new ArrayList<>();
  private long read;

  EventsCheck(
      EventStore store, IdIndex index, Seals seals, Verdict verdict, LongConsumer progress) {
    this.store = store;
    this.index = index;
    this.seals = seals;
    this.verdict = verdict;
    this.progress = progress;
  }

  /** Reads the events that happened from a time on; null for all. */
  void readEvents(@Nullable Instant since) throws IOException {
    EventFilter filter = new EventFilter(since, null, List.of());
    EventQuery query = new EventQuery(filter, Sort.EARLIEST_FIRST, PAGE, null);
    while (true) {
      EventPage page = store.find(query);
      for (Event event : page.events()) {
        take(event);
      }
      countTwinsOfLast(page.events());
      progress.accept(read);
      if (page.next() == null) {
        return;
      }
      query = query.after(page.next());
    }
  }

  /** A page goes on behind its last event, and so passes over another one with the same id. */
  private void countTwinsOfLast(List<Event> page) {
    if (page.isEmpty()) {
      return;
    }
    UUID last = page.get(page.size() - 1).id();
    long here = page.stream().filter(event -> event.id().equals(last)).count();
    List<Event> all = find(List.of(last));
    for (long more = here; more < all.size(); more++) {
      found(new Seals.Finding(Verdict.Kind.DUPLICATE, "", Problem.NO_NUMBER), last);
    }
  }

  private void take(Event event) throws IOException {
    read++;
    Seals.Finding finding = seals.find(event.id(), event.toJson().getBytes(UTF_8));
    if (finding.kind() == Verdict.Kind.INSERTED && unknown.size() < MOST_UNKNOWN) {
      unknown.add(event.id());
    } else {
      found(finding, event.id());
    }
  }

  private void found(Seals.Finding finding, UUID id) {
    verdict.count(finding.kind());
    String words =
        switch (finding.kind()) {
          case CHANGED -> "event " + id + " is not what was sealed";
          case DUPLICATE -> "event " + id + " is there more than once";
          case INSERTED -> "event " + id + " was never sealed";
          default -> null;
        };
    if (words != null) {
      verdict.problem(new Problem(finding.seal(), finding.number(), words));
    }
    if (finding.kind() == Verdict.Kind.ERASED) {
      verdict.doubt("events are still in the store that a signed record says were removed");
    }
  }

  /** Those that no seal knew when they were read: they may be on their way. */
  List<UUID> unknown() {
    return List.copyOf(unknown);
  }

  /** Whether by now every one of them was sealed, or waits. */
  boolean areKnown(Set<UUID> waiting) {
    return unknown.stream().allMatch(id -> waiting.contains(id) || index.find(id) != IdIndex.NONE);
  }

  /** What is known of the events that no seal knew. */
  interface Waiting {
    /** Whether an event still waits to be settled, so that it is sealed later. */
    boolean has(UUID id);
  }

  /** Decides about these, after the seals were read to their newest end. */
  void settleUnknown(Waiting waiting) throws IOException {
    for (int from = 0; from < unknown.size(); from += PAGE) {
      List<UUID> some = unknown.subList(from, Math.min(unknown.size(), from + PAGE));
      List<UUID> sealed = some.stream().filter(id -> index.find(id) != IdIndex.NONE).toList();
      compareAgain(sealed);
      for (UUID id : some) {
        if (!sealed.contains(id)) {
          Verdict.Kind kind = waiting.has(id) ? Verdict.Kind.UNSEALED : Verdict.Kind.INSERTED;
          found(new Seals.Finding(kind, "", Problem.NO_NUMBER), id);
        }
      }
    }
  }

  private void compareAgain(List<UUID> ids) throws IOException {
    for (Event event : find(ids)) {
      found(seals.find(event.id(), event.toJson().getBytes(UTF_8)), event.id());
    }
  }

  /**
   * Goes through the entries whose event was not read. Each is asked for once more by its id: it
   * may have happened before the time that was read, or show only now.
   */
  void findMissing(@Nullable Instant since) throws IOException {
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
    for (long place : places) {
      if (!index.has(place, IdIndex.SEEN)) {
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
