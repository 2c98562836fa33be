package dev.eventlogger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventQueryTest {

  private static final Event EVENT =
      Event.of(
          EventDraft.named("click now")
              .createdAt(Instant.parse("2026-11-21T05:14:50.376408Z"))
              .duration(Duration.ofNanos(12_500_000))
              .uid("a b \uD83D\uDE00"));

  @Test
  void asksForTheLatestHundredUnlessToldOtherwise() {
    EventQuery query = EventQuery.of(EventFilter.ALL);

    assertThat(query.sort()).hasToString("created_at:desc");
    assertThat(query.limit()).isEqualTo(100);
    assertThat(query.afterKey()).isNull();
  }

  @Test
  void goesOnAtTheLastEventOfAPage() {
    for (Field field :
        List.of(Field.CREATED_AT, Field.DURATION_MS, Field.UID, Field.ID, Field.NAME)) {
      EventQuery query = new EventQuery(EventFilter.ALL, new Sort(field, true), 1, null);

      EventPage page = EventPage.of(query, List.of(EVENT, EVENT));

      assertThat(page.events()).hasSize(1);
      assertThat(query.after(page.next()).afterKey())
          .isEqualTo(PageKey.of(EVENT, query.sort()))
          .satisfies(key -> assertThat(key.id()).isEqualTo(EVENT.id()));
    }
  }

  @Test
  void knowsTheKindsOfValuesThatItGoesOnAt() {
    assertThat(after(Field.CREATED_AT).value()).isEqualTo(EVENT.createdAt());
    assertThat((BigDecimal) after(Field.DURATION_MS).value()).isEqualByComparingTo("12.5");
    assertThat(after(Field.UID).value()).isEqualTo("a b \uD83D\uDE00");
    assertThat(after(Field.ID).value()).isEqualTo(EVENT.id().toString());
    assertThat(after(Field.SUBJECT).value()).isNull();
  }

  @Test
  void goesOnAtATextThatNotEveryStoreHas() {
    Event event = Event.of(EventDraft.named("a").uid("a\0b"));
    Sort sort = new Sort(Field.UID, true);

    assertThat(PageKey.parse(PageKey.of(event, sort).toText(sort), sort).value()).isEqualTo("a\0b");
  }

  private static PageKey after(Field field) {
    Sort sort = new Sort(field, false);
    return PageKey.parse(PageKey.of(EVENT, sort).toText(sort), sort);
  }

  @Test
  void hasNoNextPageWhereAllFit() {
    EventQuery query = new EventQuery(EventFilter.ALL, Sort.LATEST_FIRST, 1, null);

    assertThat(EventPage.of(query, List.of(EVENT)).next()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "!", "bm9uc2Vuc2U", "Y3JlYXRlZF9hdDpkZXNjIA", "Y3JlYXRlZF9hdDpkZXNjIHg"})
  void refusesWhatIsNoPage(String after) {
    assertThatThrownBy(() -> EventQuery.of(EventFilter.ALL).after(after))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "after: is not the next page of a query sorted by created_at:desc; take what the page"
                + " before says");
  }

  @Test
  void refusesThePageOfAnotherOrder() {
    String next = PageKey.of(EVENT, Sort.EARLIEST_FIRST).toText(Sort.EARLIEST_FIRST);

    assertThatThrownBy(() -> EventQuery.of(EventFilter.ALL).after(next))
        .hasMessageStartingWith("after: is not the next page of a query sorted by created_at:desc");
  }

  @Test
  void refusesLimitsAndOrdersThatThereAreNot() {
    assertThatThrownBy(() -> new EventQuery(EventFilter.ALL, Sort.LATEST_FIRST, 0, null))
        .hasMessage("limit: must be from 1 to 10000, not 0");
    assertThatThrownBy(() -> new EventQuery(EventFilter.ALL, Sort.LATEST_FIRST, 10_001, null))
        .hasMessage("limit: must be from 1 to 10000, not 10001");
    for (Field field : List.of(Field.MESSAGE, Field.data("x"))) {
      assertThatThrownBy(() -> new Sort(field, true))
          .hasMessage(
              "events cannot be sorted by "
                  + field
                  + "; sort by a field other than message, data and context");
    }
  }
}
