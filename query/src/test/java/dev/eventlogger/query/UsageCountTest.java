package dev.eventlogger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UsageCountTest {

  private static final UsageQuery BY_NAME = new UsageQuery(EventFilter.ALL, null, Field.NAME, 2);

  private static UsageRow one(String value) {
    return new UsageRow(null, value, null, 1, 0, null, null, null);
  }

  @Test
  void countsOneRowAlsoOfNothing() {
    assertThat(new UsageCount(UsageQuery.of(EventFilter.ALL)).rows())
        .containsExactly(UsageRow.NONE);
    assertThat(new UsageCount(BY_NAME).rows()).isEmpty();
  }

  @Test
  void countsAnEventOnceForEachDifferentValue() {
    Field tags = Field.data("tags");
    UsageCount count = new UsageCount(new UsageQuery(EventFilter.ALL, null, tags, 20));
    count.add(
        Event.of(EventDraft.named("a").uid("ada").data(Map.of("tags", List.of("x", "x", "y")))));
    count.add(Event.of(EventDraft.named("a").uid("ada").data(Map.of("tags", "x"))));

    assertThat(count.rows())
        .extracting(UsageRow::value, UsageRow::events, UsageRow::users)
        .containsExactly(tuple("x", 2L, 1L), tuple("y", 1L, 1L));
  }

  @Test
  void keepsTheMostFrequentValuesInTheOrderOfCodePoints() {
    UsageCount count = new UsageCount(BY_NAME);
    for (String name : List.of("\uD83D\uDE00", "\uFFFD", "z", "z")) {
      count.add(one(name), "ada");
    }

    assertThat(count.rows())
        .extracting(UsageRow::value, UsageRow::events, UsageRow::users)
        .containsExactly(tuple("z", 2L, 1L), tuple("\uFFFD", 1L, 1L));
  }

  @Test
  void refusesMoreValuesAndUsersThanItMayKeep() {
    UsageCount count = new UsageCount(BY_NAME, 5);
    count.add(one("a"), "ada");
    count.add(one("a"), "bob");
    count.add(one("b"), "ada");
    assertThatThrownBy(() -> count.add(one("c"), null))
        .isInstanceOf(UnsupportedQueryException.class)
        .hasMessage(
            "there are more than 5 different values, users and numbers to be counted here; ask for a"
                + " shorter time");

    UsageCount same = new UsageCount(BY_NAME, 2);
    assertThatCode(
            () -> {
              for (int i = 0; i < 10; i++) {
                same.add(one("a"), "ada");
              }
            })
        .doesNotThrowAnyException();
  }

  @Test
  void countsEachPairOfValuesOnce() {
    Field tags = Field.data("tags");
    UsageCount count =
        new UsageCount(new UsageQuery(EventFilter.ALL, null, tags, Field.NAME, null, 20));
    count.add(Event.of(EventDraft.named("a").data(Map.of("tags", List.of("x", "x", "y")))));
    count.add(Event.of(EventDraft.named("b").data(Map.of("tags", "x"))));
    count.add(Event.of(EventDraft.named("b")));

    assertThat(count.rows())
        .extracting(UsageRow::value, UsageRow::thenValue, UsageRow::events)
        .containsExactly(
            tuple("x", "a", 1L), tuple("x", "b", 1L), tuple("y", "a", 1L), tuple(null, "b", 1L));
  }

  @Test
  void knowsTheFirstAndTheLastOfEvents() {
    UsageCount count = new UsageCount(UsageQuery.of(EventFilter.ALL));
    Instant noon = Instant.parse("2026-03-02T12:00:00Z");
    for (int second : List.of(5, 3, 9, 4)) {
      count.add(Event.of(EventDraft.named("a").createdAt(noon.plusSeconds(second))));
    }
    count.add(
        new UsageRow(null, null, null, 2, 0, noon.plusSeconds(4), noon.plusSeconds(11), null),
        "ada");

    assertThat(count.rows())
        .containsExactly(
            new UsageRow(null, null, null, 6, 1, noon.plusSeconds(3), noon.plusSeconds(11), null));
  }

  /** Computed by hand: 1, 2, 3, 4 have the median 2.5, and 3.85 at position 0.95 · 3. */
  @Test
  void measuresEveryNumberAndNothingElse() {
    UsageCount count =
        new UsageCount(new UsageQuery(EventFilter.ALL, null, null, null, Field.data("n"), 20));
    for (Object value : List.of(List.of(4, 1), 2.0, "5", true, 3L, List.of())) {
      count.add(Event.of(EventDraft.named("a").data(Map.of("n", value))));
    }

    Measure measure = count.rows().get(0).measure();
    assertThat(measure.count()).isEqualTo(4);
    assertThat(measure.mean()).isEqualTo(2.5);
    assertThat(measure.median()).isEqualTo(2.5);
    assertThat(measure.percentile95()).isCloseTo(3.85, within(1e-9));
  }

  @Test
  void measuresNumbersThatNoDoubleCanAddUp() {
    UsageCount count =
        new UsageCount(new UsageQuery(EventFilter.ALL, null, null, null, Field.data("n"), 20));
    for (Object value : List.of(new BigDecimal("1e400"), 1e308, 1e308, new BigDecimal("-1e400"))) {
      count.add(Event.of(EventDraft.named("a").data(Map.of("n", value))));
    }

    Measure measure = count.rows().get(0).measure();
    assertThat(measure.mean()).isCloseTo(5e307, withinPercentage(1));
    assertThat(measure.median()).isEqualTo(1e308);
    assertThat(measure.percentile95()).isBetween(1e308, Double.MAX_VALUE);
  }

  @Test
  void measuresNothingWhereThereIsNoNumber() {
    UsageCount count =
        new UsageCount(new UsageQuery(EventFilter.ALL, null, null, null, Field.DURATION_MS, 20));
    count.add(Event.of(EventDraft.named("a")));

    assertThat(count.rows().get(0).measure()).isNull();
  }

  @Test
  void refusesMoreNumbersThanItMayKeep() {
    UsageQuery query = new UsageQuery(EventFilter.ALL, null, null, null, Field.data("n"), 20);
    UsageCount count = new UsageCount(query, 4);
    count.add(Event.of(EventDraft.named("a").data(Map.of("n", List.of(1, 2, 3)))));

    assertThatThrownBy(() -> count.add(Event.of(EventDraft.named("a").data(Map.of("n", 4)))))
        .isInstanceOf(UnsupportedQueryException.class)
        .hasMessageStartingWith("there are more than 4 different values, users and numbers");
  }
}
