package dev.eventlogger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Level;
import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Compares the answers that other stores are measured by with answers worked out by hand. */
class InMemoryEventStoreTest {

  private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");

  private final InMemoryEventLogger sink = new InMemoryEventLogger();
  private final InMemoryEventStore store = new InMemoryEventStore(sink);
  private int ids;

  @Test
  void sortsWithAbsentValuesLastAndEqualOnesById() throws Exception {
    put(named("1").uid("\uD83D\uDE00"));
    put(named("2").uid("\uFF01"));
    put(named("3"));
    put(named("4").uid("a"));
    put(named("5").uid("a"));
    put(named("6"));

    assertThat(names(new Sort(Field.UID, true))).containsExactly("4", "5", "2", "1", "3", "6");
    assertThat(names(new Sort(Field.UID, false))).containsExactly("1", "2", "5", "4", "6", "3");
  }

  @Test
  void sortsDurationsAsNumbersAndLevelsByName() throws Exception {
    put(named("1").duration(Duration.ofMillis(10)).level(Level.USAGE));
    put(named("2").duration(Duration.ofMillis(9)).level(Level.DEBUG));
    put(named("3").duration(Duration.ofNanos(9_500_000)).level(Level.ERROR));

    assertThat(names(new Sort(Field.DURATION_MS, true))).containsExactly("2", "3", "1");
    assertThat(names(new Sort(Field.LEVEL, true))).containsExactly("2", "3", "1");
  }

  @Test
  void countsAnEventOnceForEachTextAndUnderNullWithoutAny() throws Exception {
    put(named("x").uid("a").data(Map.of("tags", List.of("t", "t", "u"))));
    put(named("x").uid("a").data(Map.of("tags", "u")));
    put(named("x").uid("b").data(Map.of("tags", List.of())));
    put(named("x").data(Map.of("tags", Map.of("u", 1))));

    assertThat(store.usage(new UsageQuery(EventFilter.ALL, null, Field.data("tags"), 10)))
        .extracting(UsageRow::value, UsageRow::events, UsageRow::users)
        .containsExactly(tuple("u", 2L, 1L), tuple(null, 2L, 1L), tuple("t", 1L, 1L));
    assertThat(store.usage(UsageQuery.of(EventFilter.ALL)))
        .extracting(UsageRow::value, UsageRow::events, UsageRow::users)
        .containsExactly(tuple(null, 4L, 2L));
  }

  @Test
  void countsEachBucketWithItsMostFrequentValues() throws Exception {
    put(named("a").createdAt(MONDAY.minusNanos(1_000)));
    put(named("a").createdAt(MONDAY));
    put(named("b").createdAt(MONDAY.plusSeconds(1)));
    put(named("b").createdAt(MONDAY.plusSeconds(2)));

    assertThat(store.usage(new UsageQuery(EventFilter.ALL, Bucket.WEEK, Field.NAME, 1)))
        .extracting(UsageRow::bucket, UsageRow::value, UsageRow::events, UsageRow::users)
        .containsExactly(
            tuple(MONDAY.minus(Duration.ofDays(7)), "a", 1L, 0L), tuple(MONDAY, "b", 2L, 0L));
  }

  @Test
  void countsNothingAsOneRowAndNoBuckets() {
    assertThat(store.usage(UsageQuery.of(EventFilter.ALL))).containsExactly(UsageRow.NONE);
    assertThat(store.usage(new UsageQuery(EventFilter.ALL, Bucket.DAY, null, 1))).isEmpty();
    assertThat(store.usage(new UsageQuery(EventFilter.ALL, null, Field.UID, 1))).isEmpty();
  }

  @Test
  void refusesMoreRowsThanAnybodyReads() throws Exception {
    for (int minute = 0; minute <= UsageQuery.MOST_ROWS; minute++) {
      put(named("x").createdAt(MONDAY.plus(Duration.ofMinutes(minute))));
    }

    assertThatThrownBy(() -> store.usage(new UsageQuery(EventFilter.ALL, Bucket.MINUTE, null, 1)))
        .isInstanceOf(UnsupportedQueryException.class)
        .hasMessageStartingWith("the counts have more than 10000 rows; ");
  }

  @Test
  void hasNoSettings() {
    assertThatThrownBy(() -> store.open(Section.of("in-memory", Map.of("path", "x"))))
        .hasMessageContaining("path");
  }

  private List<String> names(Sort sort) {
    return store.find(new EventQuery(EventFilter.ALL, sort, 100, null)).events().stream()
        .map(Event::name)
        .toList();
  }

  private EventDraft named(String name) {
    return EventDraft.named(name).trustedId(new UUID(0x7000, ++ids));
  }

  private void put(EventDraft draft) throws Exception {
    sink.log(List.of(Event.of(draft)));
  }
}
