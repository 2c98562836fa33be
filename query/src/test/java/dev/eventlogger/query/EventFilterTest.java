package dev.eventlogger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventFilterTest {

  private static final Instant TIME = Instant.parse("2026-11-21T05:14:50.376408Z");
  private static final Event EVENT = Event.of(EventDraft.named("x").uid("a").createdAt(TIME));

  @Test
  void takesItsFirstTimeAndNotItsLast() {
    assertThat(new EventFilter(TIME, null, List.of()).matches(EVENT)).isTrue();
    assertThat(new EventFilter(TIME.plusNanos(1), null, List.of()).matches(EVENT)).isFalse();
    assertThat(new EventFilter(null, TIME, List.of()).matches(EVENT)).isFalse();
    assertThat(new EventFilter(null, TIME.plusNanos(1), List.of()).matches(EVENT)).isTrue();
  }

  @Test
  void givesStoresWholeMicroseconds() {
    EventFilter filter = new EventFilter(TIME.plusNanos(1), TIME.plusNanos(1_001), List.of());

    assertThat(filter.since()).isEqualTo(TIME.plusNanos(1_000));
    assertThat(filter.until()).isEqualTo(TIME.plusNanos(2_000));
  }

  @Test
  void requiresEveryCondition() {
    Condition a = Condition.equal(Field.UID, "a");
    Condition b = Condition.equal(Field.UID, "b");

    assertThat(EventFilter.of(a).matches(EVENT)).isTrue();
    assertThat(EventFilter.since(TIME, a, b).matches(EVENT)).isFalse();
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> new EventFilter(TIME, TIME.minusSeconds(1), List.of()))
        .hasMessage("until, 2026-11-21T05:14:49.376408Z, must not be before since, " + TIME);
    assertThatThrownBy(() -> new EventFilter(Instant.MIN, null, List.of()))
        .hasMessageStartingWith("since: must be in the years 0000 to 9999, not -1000000000-");
    assertThatThrownBy(() -> new EventFilter(null, Instant.MAX, List.of()))
        .hasMessageStartingWith("until: must be in the years 0000 to 9999, not +1000000000-");
    List<Condition> many = Collections.nCopies(101, Condition.equal(Field.UID, "a"));
    assertThatThrownBy(() -> new EventFilter(null, null, many))
        .hasMessage("there may be at most 100 conditions");
  }
}
