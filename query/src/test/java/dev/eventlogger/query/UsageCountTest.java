package dev.eventlogger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UsageCountTest {

  private static final UsageQuery BY_NAME = new UsageQuery(EventFilter.ALL, null, Field.NAME, 2);

  @Test
  void countsOneRowAlsoOfNothing() {
    assertThat(new UsageCount(UsageQuery.of(EventFilter.ALL)).rows())
        .containsExactly(new UsageRow(null, null, 0, 0));
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
        .containsExactly(new UsageRow(null, "x", 2, 1), new UsageRow(null, "y", 1, 1));
  }

  @Test
  void keepsTheMostFrequentValuesInTheOrderOfCodePoints() {
    UsageCount count = new UsageCount(BY_NAME);
    for (String name : List.of("\uD83D\uDE00", "\uFFFD", "z", "z")) {
      count.add(null, name, "ada", 1);
    }

    assertThat(count.rows())
        .containsExactly(new UsageRow(null, "z", 2, 1), new UsageRow(null, "\uFFFD", 1, 1));
  }

  @Test
  void refusesMoreValuesAndUsersThanItMayKeep() {
    UsageCount count = new UsageCount(BY_NAME, 5);
    count.add(null, "a", "ada", 1);
    count.add(null, "a", "bob", 1);
    count.add(null, "b", "ada", 1);
    assertThatThrownBy(() -> count.add(null, "c", null, 1))
        .isInstanceOf(UnsupportedQueryException.class)
        .hasMessage(
            "there are more than 5 different values and users to be counted here; ask for a shorter"
                + " time");

    UsageCount same = new UsageCount(BY_NAME, 2);
    assertThatCode(
            () -> {
              for (int i = 0; i < 10; i++) {
                same.add(null, "a", "ada", 1);
              }
            })
        .doesNotThrowAnyException();
  }
}
