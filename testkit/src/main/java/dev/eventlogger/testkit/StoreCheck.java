package dev.eventlogger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.FacetQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** Compares a store's answers with what was written to it. For one test at a time. */
final class StoreCheck {

  private final EventStore store;
  private final UsageComparison comparison;
  private final Map<UUID, Event> written = new LinkedHashMap<>();

  StoreCheck(EventStore store, UsageComparison comparison) {
    this.store = store;
    this.comparison = comparison;
  }

  EventStore store() {
    return store;
  }

  void wrote(Collection<Event> events) {
    events.forEach(event -> written.put(event.id(), event));
  }

  void removed(Collection<Event> events) {
    events.forEach(event -> written.remove(event.id()));
  }

  /** The events that the store must hold. */
  List<Event> written() {
    return List.copyOf(written.values());
  }

  void isEveryEventAsItWasWritten() {
    List<Event> found = findAll(EventFilter.ALL, Sort.EARLIEST_FIRST, 100);

    assertThat(ids(found)).as("ids").containsExactlyInAnyOrderElementsOf(written.keySet());
    for (Event event : found) {
      Event sent = written.getOrDefault(event.id(), event);
      assertThat(JsonDifference.between(json(sent), json(event))).as("%s", event.id()).isEmpty();
    }
  }

  void answers(Condition condition) {
    answers(EventFilter.of(condition), condition + " " + shown(condition.values()));
  }

  void answers(EventFilter filter) {
    answers(filter, "since " + filter.since() + " until " + filter.until());
  }

  private void answers(EventFilter filter, String what) {
    assertThat(names(findAll(filter, Sort.EARLIEST_FIRST, 5_000)))
        .as("events with %s", what)
        .isEqualTo(names(expected(filter, Sort.EARLIEST_FIRST)));
  }

  void refuses(Condition condition) {
    refuses(() -> store.find(EventQuery.of(EventFilter.of(condition))), condition.field());
  }

  void refuses(ThrowingCallable question, Field field) {
    assertThatThrownBy(question)
        .as("a question about %s, which the store says it cannot answer", field)
        .isInstanceOf(UnsupportedQueryException.class)
        .hasMessageContaining(field.toString());
  }

  void countsBy(EventFilter filter, Field field) {
    counts(new UsageQuery(filter, null, field, 1_000));
    counts(new UsageQuery(filter, null, field, 3));
    counts(new UsageQuery(filter, Bucket.WEEK, field, 1_000));
    counts(new UsageQuery(filter, Bucket.MONTH, field, 2));
  }

  void counts(UsageQuery query) {
    comparison.compare(store.usage(query), written.values(), query);
  }

  void givesFacets(FacetQuery query) {
    Map<Field, List<UsageRow>> facets = store.facets(query, Cancellation.withoutTimeout());

    assertThat(List.copyOf(facets.keySet())).as("fields").isEqualTo(query.fields());
    for (UsageQuery each : query.each()) {
      comparison.compare(facets.getOrDefault(each.by(), List.of()), written.values(), each);
    }
  }

  /** A way to remove events: a purge, an erasure or a removal by id. */
  interface Removing {
    long run(Removal removal) throws InterruptedException;
  }

  void countsInADryRun(EventFilter filter, Removing removing) throws InterruptedException {
    long count = Reference.matching(written.values(), filter).size();

    assertThat(removing.run(Removal.DRY_RUN)).as("counted by a dry run").isEqualTo(count);
    answers(EventFilter.ALL);
  }

  void removes(EventFilter filter, Removing removing) throws InterruptedException {
    List<Event> matching = Reference.matching(written.values(), filter);
    List<Long> progress = new ArrayList<>();

    long removed = removing.run(new Removal(false, 5, Duration.ZERO, progress::add));
    removed(matching);

    assertThat(removed).as("events removed").isEqualTo(matching.size());
    assertThat(progress).as("what progress was told").isSorted();
    assertThat(progress.stream().mapToLong(count -> count).max().orElse(0))
        .as("what progress was told last")
        .isEqualTo(removed);
  }

  List<Event> expected(EventFilter filter, Sort sort) {
    EventQuery query = new EventQuery(filter, sort, EventQuery.MOST, null);
    return Reference.find(written.values(), query).events();
  }

  /** Finds all events, page after page. */
  List<Event> findAll(EventFilter filter, Sort sort, int limit) {
    EventQuery query = new EventQuery(filter, sort, limit, null);
    EventPage page = store.find(query);
    List<Event> all = new ArrayList<>(page.events());
    while (page.next() != null) {
      assertThat(page.events()).as("a page before another").hasSize(limit);
      page = store.find(query.after(page.next()));
      all.addAll(page.events());
    }
    return all;
  }

  static List<UUID> ids(List<Event> events) {
    return events.stream().map(Event::id).toList();
  }

  /** Ids, with what helps to recognise the events. */
  private static List<String> names(List<Event> events) {
    return events.stream()
        .map(event -> event.id() + " " + event.name() + " " + shown(List.of(event.data())))
        .toList();
  }

  private static String shown(List<Object> values) {
    String text = values.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  private static @Nullable Object json(Event event) {
    try {
      return new JsonReader().read(event.toJson());
    } catch (MalformedJsonException e) {
      throw new AssertionError("a store gave what is no JSON", e);
    }
  }
}
