package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Large questions are answered completely or refused, never in part. */
@Timeout(120)
final class LimitsIT {

  private static Map<String, Object> written(TestDatabase database, List<Event> events)
      throws Exception {
    Map<String, Object> settings = database.settings();
    DbEventLogger sink = new DbEventLogger();
    sink.open(Rig.config(settings));
    sink.log(events);
    sink.close();
    return settings;
  }

  private static DbEventStore store(Map<String, Object> settings) {
    DbEventStore store = new DbEventStore();
    store.open(Rig.config(settings));
    return store;
  }

  /** Texts that differ only at their ends, the last one first; MariaDB sorts by 1,024 bytes. */
  private static List<String> longTexts(int length, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\u20ac".repeat(length - 3) + (200 - i))
        .toList();
  }

  private static List<String> pages(DbEventStore store, Field field) {
    List<String> values = new ArrayList<>();
    EventQuery query = new EventQuery(EventFilter.ALL, new Sort(field, true), 3, null);
    EventPage page = store.find(query);
    while (true) {
      page.events().forEach(event -> values.add(field.scalars(event).iterator().next().toString()));
      if (page.next() == null) {
        return values;
      }
      page = store.find(query.after(page.next()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void sortsAndCountsTextsByTheirEnds(TestDatabase database) throws Exception {
    List<String> texts = longTexts(500, 10);
    List<Event> events = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      texts.forEach(text -> events.add(Event.of(EventDraft.named("x").uid(text).subject(text))));
    }
    try (DbEventStore store = store(written(database, events))) {
      List<String> sorted = texts.stream().sorted().toList();

      assertThat(pages(store, Field.SUBJECT))
          .containsExactlyElementsOf(
              sorted.stream().flatMap(text -> List.of(text, text, text).stream()).toList());
      assertThat(store.usage(new UsageQuery(EventFilter.ALL, null, Field.SUBJECT, 4)))
          .extracting(UsageRow::value, UsageRow::events, UsageRow::users)
          .containsExactlyElementsOf(
              sorted.stream().limit(4).map(text -> tuple(text, 3L, 1L)).toList());
      assertThat(store.usage(UsageQuery.of(EventFilter.ALL)))
          .extracting(UsageRow::events, UsageRow::users)
          .containsExactly(tuple(30L, 10L));
    }
  }

  @ParameterizedTest
  @EnumSource
  void sortsByLongNamesOfSchemasOrRefusesThem(TestDatabase database) throws Exception {
    List<Event> events = new ArrayList<>();
    for (String text : longTexts(3_999, 5)) {
      events.add(Event.of(EventDraft.named("x").schema(new SchemaRef(text, "1"))));
    }
    try (DbEventStore store = store(written(database, events))) {
      assertThat(pages(store, Field.SCHEMA))
          .containsExactlyElementsOf(longTexts(3_999, 5).stream().sorted().toList());
    }
    events.clear();
    longTexts(4_000, 2)
        .forEach(
            text -> events.add(Event.of(EventDraft.named("x").schema(new SchemaRef(text, "1")))));
    try (DbEventStore store = store(written(database, events))) {
      UsageQuery usage = new UsageQuery(EventFilter.ALL, null, Field.SCHEMA, 4);
      if (database != TestDatabase.MARIADB) {
        assertThat(pages(store, Field.SCHEMA)).hasSize(2).isSorted();
        assertThat(store.usage(usage)).hasSize(2);
        return;
      }
      assertThatThrownBy(() -> pages(store, Field.SCHEMA))
          .isInstanceOf(UnsupportedQueryException.class)
          .hasMessageStartingWith("schema: this database sorts no texts of 4000 characters");
      assertThatThrownBy(() -> store.usage(usage)).isInstanceOf(UnsupportedQueryException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesTensOfThousandsOfValuesOrRefusesThem(TestDatabase database) throws Exception {
    List<Event> events = Rig.clicks(0, 3);
    Object[] users = IntStream.range(0, 1_000).mapToObj(i -> "user-" + i).toArray();
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      conditions.add(Condition.equal(Field.UID, users));
    }
    try (DbEventStore store = store(written(database, events))) {
      EventFilter filter = new EventFilter(null, null, conditions);
      assertThat(store.find(EventQuery.of(filter)).events())
          .containsExactlyInAnyOrderElementsOf(events);
      conditions.add(Condition.equal(Field.NAME, "click"));
      EventFilter tooMany = new EventFilter(null, null, conditions);
      assertThatThrownBy(() -> store.find(EventQuery.of(tooMany)))
          .isInstanceOf(UnsupportedQueryException.class)
          .hasMessageContaining("more than 30000 values");
    }
  }
}
