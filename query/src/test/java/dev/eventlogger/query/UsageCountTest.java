package dev.eventlogger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
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
}
