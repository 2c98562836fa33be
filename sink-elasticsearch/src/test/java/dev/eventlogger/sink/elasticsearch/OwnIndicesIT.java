package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log whose indices stand beside others with names that begin the same. */
@Timeout(120)
final class OwnIndicesIT {

  private static final TestServer SERVER = TestServer.shared();
  private static final Instant OLD = Instant.parse("2020-05-01T10:00:00Z");
  private static final Instant BETWEEN = Instant.parse("2021-01-01T00:00:00Z");

  private final TestIndices indices = new TestIndices(SERVER, "own");
  private final Map<String, Object> app = indices.settings();
  private final Map<String, Object> audit =
      indices.settings(Map.of("index", indices.start() + "audit-{yyyy.MM.dd}"));

  private static Event event(String name, Instant time) {
    return Event.of(EventDraft.named(name).uid("ada").createdAt(time));
  }

  private List<Event> write(Map<String, Object> settings, String name) throws Exception {
    List<Event> events =
        List.of(event(name, OLD), event(name, OLD.plusSeconds(90_000)), event(name, Instant.now()));
    try (OpenSink sink = OpenSink.with(settings)) {
      sink.log(events);
    }
    indices.refresh();
    return events;
  }

  @ParameterizedTest
  @ValueSource(strings = {"{yyyy.MM.dd}", "{yyyy.MM}", "{yyyyMMdd}"})
  void purgesAndErasesItsOwnEventsOnly(String time) throws Exception {
    Map<String, Object> ours = indices.settings(Map.of("index", indices.start() + time));
    Map<String, Object> theirs =
        indices.settings(Map.of("index", indices.start() + "audit-" + time));
    List<Event> kept = write(theirs, "audit");
    write(ours, "app");
    indices.refresh();
    try (OpenStore store = OpenStore.with(ours);
        OpenStore other = OpenStore.with(theirs)) {
      assertThat(store.all()).hasSize(3).extracting(Event::name).containsOnly("app");
      assertThat(store.count())
          .extracting(UsageRow::events, UsageRow::users)
          .containsExactly(3L, 1L);
      assertThat(store.store().purge(BETWEEN, Removal.DRY_RUN)).isEqualTo(2);
      assertThat(store.store().purge(BETWEEN, Removal.IN_CHUNKS)).isEqualTo(2);
      assertThat(store.store().erase("ada", Removal.IN_CHUNKS)).isEqualTo(1);

      assertThat(store.all()).isEmpty();
      assertThat(other.all()).containsExactlyInAnyOrderElementsOf(kept);
      assertThat(other.count())
          .extracting(UsageRow::events, UsageRow::users)
          .containsExactly(3L, 1L);
    }
  }

  @Test
  void leavesIndicesWithoutARealTimeAndOfAnotherPatternAlone() throws Exception {
    for (String foreign : List.of("2020.02.30", "2020.05", "2020.05.01-000001")) {
      try (OpenSink sink = OpenSink.with(indices.constant(foreign))) {
        sink.log(event("foreign", OLD));
      }
    }
    write(app, "app");
    indices.refresh();
    try (OpenStore store = OpenStore.with(app)) {
      assertThat(store.all()).extracting(Event::name).containsOnly("app");
      assertThat(store.store().purge(BETWEEN, Removal.IN_CHUNKS)).isEqualTo(2);
    }
    assertThat(indices.count()).as("3 foreign ones and 1 young one").isEqualTo(4);
  }

  @Test
  void refusesANameOfItsOwnThatIsAnAliasOfSomethingElse() throws Exception {
    write(app, "app");
    write(audit, "audit");
    String alias = indices.of("2020.06.01");
    String foreign = indices.of("audit-2020.05.01");
    SERVER.ask("PUT", "/" + foreign + "/_alias/" + alias, "");
    try (OpenStore store = OpenStore.with(app);
        OpenStore other = OpenStore.with(audit)) {
      for (Runnable question : questions(store.store())) {
        assertThatThrownBy(question::run)
            .isInstanceOf(StoreException.class)
            .hasMessageContaining(alias + ": is an alias of " + foreign);
      }
      assertThat(other.all()).as("and nothing is removed").hasSize(3);
      SERVER.ask("DELETE", "/" + foreign + "/_alias/" + alias, "");

      assertThat(store.all()).hasSize(3);
    }
  }

  @Test
  void readsTheCopyThatLifecycleManagementPutInTheIndexsPlace() throws Exception {
    List<Event> events = write(app, "app");
    String index = indices.of("2020.05.01");
    String copy = "shrink-a1b2-" + index;
    SERVER.ask("PUT", "/" + index + "/_block/write", "");
    SERVER.ask(
        "PUT", "/" + index + "/_clone/" + copy, "{\"settings\":{\"index.blocks.write\":null}}");
    SERVER.ask("GET", "/_cluster/health/" + copy + "?wait_for_status=yellow", "");
    SERVER.ask(
        "POST",
        "/_aliases",
        "{\"actions\":[{\"remove_index\":{\"index\":\""
            + index
            + "\"}},{\"add\":{\"index\":\""
            + copy
            + "\",\"alias\":\""
            + index
            + "\"}}]}");
    try (OpenStore store = OpenStore.with(app)) {
      assertThat(store.all()).containsExactlyInAnyOrderElementsOf(events);
      assertThat(store.store().purge(BETWEEN, Removal.IN_CHUNKS)).isEqualTo(2);
      assertThat(store.all()).hasSize(1);
    }
    SERVER.ask("DELETE", "/" + copy, "");
  }

  @Test
  void readsIndicesThatAreHidden() throws Exception {
    List<Event> events = write(app, "app");
    indices.refresh();
    SERVER.ask("PUT", "/" + indices.of("2020.05.01") + "/_settings", "{\"index.hidden\":true}");
    try (OpenStore store = OpenStore.with(app)) {
      assertThat(store.all()).containsExactlyInAnyOrderElementsOf(events);
    }
  }

  @Test
  void readsMoreIndicesThanARequestsLineHolds() throws Exception {
    String pattern = indices.start() + "n".repeat(175) + "-{yyyy.MM.dd}";
    Map<String, Object> settings = indices.settings(Map.of("index", pattern));
    List<Event> events = new ArrayList<>();
    for (int day = 0; day < 24; day++) {
      events.add(event("app", OLD.plusSeconds(86_400L * day)));
    }
    try (OpenSink sink = OpenSink.with(settings);
        OpenStore store = OpenStore.with(settings)) {
      sink.log(events);
      assertThat(store.store().purge(BETWEEN, Removal.DRY_RUN)).isEqualTo(24);
      assertThat(store.all()).containsExactlyInAnyOrderElementsOf(events);
      assertThat(store.count().events()).isEqualTo(24);
      assertThat(store.store().erase("ada", Removal.IN_CHUNKS)).isEqualTo(24);
    }
  }

  @Test
  void answersNothingWhereTheLogHasNoIndexYet() throws Exception {
    Map<String, Object> stream = new HashMap<>(SERVER.settings());
    stream.put("data_stream", indices.of("stream"));
    List<Map<String, Object>> all = List.of(app, indices.constant("constant"), stream);
    for (Map<String, Object> settings : all) {
      try (OpenStore store = OpenStore.with(settings)) {
        EventFilter byData =
            EventFilter.of(
                Condition.equal(Field.data("n"), "1"), Condition.equal(Field.UID, "ada"));
        assertThat(store.all()).isEmpty();
        assertThat(store.store().find(EventQuery.of(byData)).events()).isEmpty();
        assertThat(store.count()).isEqualTo(UsageRow.NONE);
        assertThat(store.store().usage(new UsageQuery(byData, null, Field.NAME, 20))).isEmpty();
        assertThat(store.store().purge(BETWEEN, Removal.IN_CHUNKS)).isZero();
        assertThat(store.store().purge(BETWEEN, Removal.DRY_RUN)).isZero();
        assertThat(store.store().erase("ada", Removal.IN_CHUNKS)).isZero();
      }
    }
  }

  /** Every kind of question to a store, some of which remove events. */
  static List<Runnable> questions(ElasticsearchEventStore store) {
    return List.of(
        () -> store.find(EventQuery.of(EventFilter.ALL)),
        () -> store.usage(UsageQuery.of(EventFilter.ALL)),
        () -> store.usage(new UsageQuery(EventFilter.ALL, null, Field.data("n"), 20)),
        () -> remove(() -> store.purge(Instant.now(), Removal.IN_CHUNKS)),
        () -> remove(() -> store.purge(Instant.now(), Removal.DRY_RUN)),
        () -> remove(() -> store.erase("ada", Removal.IN_CHUNKS)),
        () -> remove(() -> store.erase("ada", Removal.DRY_RUN)));
  }

  private interface Removing {
    long run() throws InterruptedException;
  }

  private static void remove(Removing removing) {
    try {
      long unused = removing.run();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
