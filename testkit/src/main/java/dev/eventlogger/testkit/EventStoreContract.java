package dev.eventlogger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.Sort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of stores. A store's test extends this class and says how to create the store and
 * its sink, and with which settings:
 *
 * <pre>{@code
 * final class ShelfStoreTest extends EventStoreContract {
 *   @Override protected BaseEventLogger newLogger() { return new ShelfEventLogger(); }
 *   @Override protected EventStore newStore() { return new ShelfEventStore(); }
 *   @Override protected Map<String, Object> settings() { return Map.of("url", server.url()); }
 * }
 * }</pre>
 *
 * <p>Writes several hundred events through the sink, once, and compares every answer with the
 * definition in {@code dev.eventlogger.query}. The destination must be empty before the first test,
 * and nothing else may use it. One instance of the class runs all tests, one after the other.
 */
@Timeout(300)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
public abstract class EventStoreContract extends StoreGivingUpContract {

  // Tests that remove events run last.
  private static final int LAST = Integer.MAX_VALUE;

  /** For subclasses. */
  protected EventStoreContract() {}

  @Test
  final void hasTheNameOfItsSinkBeforeItIsOpen() {
    assertThat(newStore().storeName()).as("storeName()").isEqualTo(newLogger().loggerName());
  }

  @Test
  final void isFoundByServiceLoaderUnderItsName() {
    Class<?> type = newStore().getClass();

    List<String> names =
        ServiceLoader.load(EventStore.class).stream()
            .filter(provider -> provider.type() == type)
            .map(provider -> provider.get().storeName())
            .toList();

    assertThat(names)
        .as("names under which ServiceLoader finds %s; is @AutoService missing?", type)
        .isEqualTo(isFoundByName() ? List.of(newStore().storeName()) : List.of());
  }

  @Test
  final void refusesAnUnknownSettingByItsName() {
    Map<String, Object> settings = new HashMap<>(settings());
    settings.put("no_such_setting", 1);
    EventStore other = newStore();

    assertThatThrownBy(() -> other.open(config(settings)))
        .as("open with a setting that does not exist")
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no_such_setting");
    assertThatCode(other::close).as("close after open failed").doesNotThrowAnyException();
  }

  @Test
  final void closesWithoutHavingBeenOpenedAndTwice() throws Exception {
    EventStore other = newStore();
    assertThatCode(other::close).as("close without open").doesNotThrowAnyException();
    EventStore opened = newStore();
    opened.open(config(settings()));
    opened.close();
    assertThatCode(opened::close).as("close for the second time").doesNotThrowAnyException();
  }

  @Test
  final void givesEveryEventAsItWasWritten() {
    check().isEveryEventAsItWasWritten();
  }

  /**
   * Only for a store that promises so; the events of other stores cannot be verified against a
   * seal.
   */
  @Test
  final void givesBackTheBytesThatItWasGivenIfItSaysSo() throws Exception {
    if (store().keepsBytes()) {
      List<Event> events = StoredBytes.events(StoreEvents.BEGIN.plus(Duration.ofDays(30)));
      write(events);

      StoredBytes.assertKept(events, store());
      removesByIds(events);
    }
  }

  /** Tests removal by id, which a sealed log needs too, on events that other tests do not need. */
  private void removesByIds(List<Event> events) throws Exception {
    List<UUID> ids = new ArrayList<>(StoreCheck.ids(events));
    // More than fit into one statement.
    for (int unknown = 1; unknown <= 1_100; unknown++) {
      ids.add(new UUID(0x7000L, 0x8000000000000000L | unknown));
    }
    EventFilter filter = EventFilter.of(Condition.equal(Field.NAME, StoredBytes.NAME));

    assertThat(store().remove(ids, Removal.DRY_RUN)).as("counted").isEqualTo(events.size());
    StoredBytes.assertKept(events, store());
    check().removes(filter, removal -> store().remove(ids, removal));
    refresh();
    check().answers(filter);
    assertThat(store().remove(ids, Removal.IN_CHUNKS)).as("removed again").isZero();
  }

  @Test
  final void givesAnEventThatCameTwiceOnce() throws Exception {
    Event event = Event.of(EventDraft.named("twice").createdAt(StoreEvents.BEGIN));
    write(List.of(event));
    write(List.of(event, Event.of(EventDraft.named("once").createdAt(StoreEvents.BEGIN))));

    check().answers(EventFilter.of(Condition.equal(Field.NAME, "twice", "once")));
  }

  @Test
  final void comparesTheFieldsOfTheEvent() {
    StoreQuestions.ofEnvelope(check().written()).forEach(check()::answers);
  }

  @Test
  final void comparesDataAndContext() {
    StoreQuestions.ofData().forEach(check()::answers);
  }

  @Test
  final void comparesRangesAndPartsOfData() {
    StoreQuestions.comparisons(true).forEach(this::answersOrRefuses);
    StoreQuestions.comparisons(false).forEach(this::answersOrRefuses);
  }

  @Test
  final void knowsTheShapeOfData() {
    if (knowsShapes()) {
      StoreQuestions.ofShapes().forEach(check()::answers);
    }
  }

  @Test
  final void takesEventsFromATimeOnAndUpToAnother() {
    for (Event event : check().expected(MAIN, Sort.EARLIEST_FIRST).subList(0, 20)) {
      Instant time = event.createdAt();
      check().answers(new EventFilter(time, null, List.of()));
      check().answers(new EventFilter(null, time, List.of()));
      check().answers(new EventFilter(time.plusNanos(1), time.plusSeconds(86_400), List.of()));
    }
    check().answers(new EventFilter(earliest(), latest(), List.of()));
    check().answers(new EventFilter(StoreEvents.BEGIN, StoreEvents.BEGIN, List.of()));
  }

  @Test
  final void requiresEveryCondition() {
    check()
        .answers(
            new EventFilter(
                StoreEvents.BEGIN,
                StoreEvents.END,
                List.of(
                    Condition.equal(Field.NAME, "query-start", "query-end"),
                    Condition.of(Field.UID, Operator.NOT_EQUAL, "a"),
                    Condition.equal(Field.data("label"), "alpha", "beta", "Beta"),
                    Condition.equal(Field.context("user", "id"), 1, 2))));
    check().answers(Condition.equal(Field.UID, many("u"), "a"));
  }

  private static String many(String text) {
    return text.repeat(2_000);
  }

  @Test
  final void takesAThousandValues() {
    Object[] values = new Object[1_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = "query:" + (i + 3);
    }

    check().answers(Condition.equal(Field.SUBJECT, values));
    check().answers(Condition.equal(Field.data("label"), values));
  }

  @Test
  final void sortsByEveryFieldAndTurnsPages() {
    for (Field.Part part : Field.Part.values()) {
      if (part.isJson() || part == Field.Part.MESSAGE) {
        continue;
      }
      for (boolean ascending : new boolean[] {true, false}) {
        Sort sort = new Sort(new Field(part, List.of()), ascending);
        assertThat(StoreCheck.ids(check().findAll(EventFilter.ALL, sort, 37)))
            .as("ids of pages sorted by %s", sort)
            .isEqualTo(StoreCheck.ids(check().expected(EventFilter.ALL, sort)));
      }
    }
  }

  @Test
  final void turnsPagesOfOneEvent() {
    EventFilter filter = EventFilter.of(Condition.equal(Field.NAME, "value"));

    assertThat(StoreCheck.ids(check().findAll(filter, Sort.LATEST_FIRST, 1)))
        .isEqualTo(StoreCheck.ids(check().expected(filter, Sort.LATEST_FIRST)));
  }

  @Test
  final void saysThatThereIsNoPageAfterTheLast() {
    EventFilter filter = EventFilter.of(Condition.equal(Field.NAME, "value"));
    int count = check().expected(filter, Sort.LATEST_FIRST).size();

    EventPage all = store().find(new EventQuery(filter, Sort.LATEST_FIRST, count, null));
    EventPage none =
        store().find(EventQuery.of(EventFilter.of(Condition.equal(Field.UID, NOBODY))));

    assertThat(all.events()).hasSize(count);
    assertThat(all.next()).as("next of a page that holds all").isNull();
    assertThat(none).isEqualTo(new EventPage(List.of(), null));
  }

  @Test
  final void goesOnWithItsPagesWhileEventsCome() throws Exception {
    EventFilter filter = EventFilter.of(Condition.equal(Field.NAME, "query-end"));
    EventQuery query = new EventQuery(filter, Sort.LATEST_FIRST, 10, null);
    List<Event> expected = check().expected(filter, Sort.LATEST_FIRST);
    EventPage first = store().find(query);
    write(List.of(Event.of(EventDraft.named("query-end").createdAt(StoreEvents.END))));

    EventPage second = store().find(query.after(first.next()));

    assertThat(StoreCheck.ids(first.events())).isEqualTo(StoreCheck.ids(expected.subList(0, 10)));
    assertThat(StoreCheck.ids(second.events())).isEqualTo(StoreCheck.ids(expected.subList(10, 20)));
  }

  @Test
  final void answersSeveralThreadsAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<List<UUID>>> answers = new ArrayList<>();
    List<UUID> expected = StoreCheck.ids(check().expected(MAIN, Sort.LATEST_FIRST));
    for (int i = 0; i < 8; i++) {
      answers.add(
          threads.submit(() -> StoreCheck.ids(check().findAll(MAIN, Sort.LATEST_FIRST, 50))));
    }
    threads.shutdown();

    for (Future<List<UUID>> answer : answers) {
      assertThat(answer.get()).isEqualTo(expected);
    }
  }

  @Test
  @Order(LAST)
  final void purgesWhatHappenedBeforeATime() throws Exception {
    Instant before = StoreEvents.BEGIN.plus(Duration.ofDays(3));

    removes(new EventFilter(null, before, List.of()), removal -> store().purge(before, removal));
  }

  @Test
  @Order(LAST)
  final void erasesAUserAndNoOther() throws Exception {
    for (String uid : List.of("a", "%", "' OR '1'='1", "\uD83D\uDE00", NOBODY)) {
      EventFilter filter = EventFilter.of(Condition.equal(Field.UID, uid));
      removes(filter, removal -> store().erase(uid, removal));
    }
  }

  private void removes(EventFilter filter, StoreCheck.Removing removing) throws Exception {
    check().countsInADryRun(filter, removing);
    check().removes(filter, removing);
    refresh();
    check().answers(EventFilter.ALL);
    assertThat(removing.run(Removal.IN_CHUNKS)).as("removed again").isZero();
  }

  @Test
  @Order(LAST)
  final void stopsRemovingWhenItsThreadIsInterrupted() throws Exception {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      events.add(Event.of(EventDraft.named("gone").uid("gone").createdAt(StoreEvents.END)));
    }
    write(events);
    Removal interrupted =
        new Removal(false, 5, Duration.ZERO, removed -> Thread.currentThread().interrupt());

    assertThatThrownBy(() -> store().erase("gone", interrupted))
        .isInstanceOf(InterruptedException.class);
    refresh();

    List<Event> left =
        check().findAll(EventFilter.of(Condition.equal(Field.UID, "gone")), Sort.LATEST_FIRST, 100);
    assertThat(left).as("events left").hasSizeBetween(1, 25);
    check().removed(events);
    check().wrote(left);
  }

  private void answersOrRefuses(Condition condition) {
    if (comparesData(condition.field())) {
      check().answers(condition);
    } else {
      check().refuses(condition);
    }
  }
}
