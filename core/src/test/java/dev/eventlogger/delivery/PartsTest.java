package dev.eventlogger.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How a batch is split to find an event at fault, and joined again. */
class PartsTest {

  private static final long REST = 1000;

  private final Parts parts = new Parts();

  @Test
  void aBatchIsHalvedInItsOrder() {
    Part batch = batch("a", "b", "c", "d", "e");

    parts.halve(batch);

    assertThat(cuts()).containsExactly(List.of("a", "b"), List.of("c", "d", "e"));
  }

  @Test
  void aHalfStandsWhereTheWholeStood() {
    Part before = batch("a");
    Part middle = batch("b", "c");
    Part after = batch("d");

    parts.halve(middle);

    assertThat(cuts()).containsExactly(List.of("a"), List.of("b"), List.of("c"), List.of("d"));
    assertThat(parts.next(0)).isSameAs(before);
    parts.remove(after);
    assertThat(names()).containsExactly("a", "b", "c");
  }

  @Test
  void whatWasCutIsJoinedAgainButNotWithAnotherBatch() {
    Part first = batch("a", "b", "c");
    Part second = batch("d", "e");
    first.tried();
    parts.halve(first);
    parts.halve(second);

    parts.join();

    assertThat(cuts()).containsExactly(List.of("a", "b", "c"), List.of("d", "e"));
    assertThat(parts.next(0).tries()).isEqualTo(1);
  }

  @Test
  void joiningForgetsStrikesAndRest() {
    Part bad = batch("bad");
    bad.strike(0, REST);
    assertThat(parts.next(0)).isNull();

    parts.join();

    assertThat(parts.next(0).strikes()).isZero();
    assertThat(parts.restLeft(0)).isZero();
  }

  @Test
  void aPartThatWasJoinedWasTriedAsOftenAsTheOneTriedMostAndSinceTheEarliest() {
    Part all = new Part(List.of(event("a"), event("b")));
    Part first = all.some(0, 1);
    Part second = all.some(1, 2);
    second.tried();
    second.tried();
    first.tried();

    assertThat(first.with(second).tries()).isEqualTo(2);
    assertThat(second.with(first).tries()).isEqualTo(2);
    assertThat(first.with(second).since()).isEqualTo(all.since());
    assertThat(first.with(new Part(List.of(event("c"))))).isNull();
  }

  @Test
  void whatRestsIsPassedUntilItsTimeIsOver() {
    Part bad = batch("bad");
    Part good = batch("good");
    bad.strike(0, REST);

    assertThat(parts.next(REST - 1)).isSameAs(good);
    assertThat(parts.next(REST)).isSameAs(bad);
    assertThat(bad.restLeft(REST - 1)).isEqualTo(1);
    assertThat(parts.restLeft(10)).isZero();
    good.strike(0, 2 * REST);
    assertThat(parts.next(10)).isNull();
    assertThat(parts.restLeft(10)).isEqualTo(REST - 10);
  }

  @Test
  void strikesCountFromTheFirst() {
    Part bad = batch("bad");
    bad.strike(100, REST);
    bad.strike(300, REST);

    assertThat(bad.strikes()).isEqualTo(2);
    assertThat(bad.struckFor(1000)).isEqualTo(900);
    assertThat(bad.restLeft(300)).isEqualTo(REST);
  }

  @Test
  void theNextEventThatNothingSpeaksAgainstIsCutOff() {
    Part bad = batch("bad");
    bad.strike(0, REST);
    Part asked = batch("asked");
    batch("a", "b", "c");

    Part single = parts.cutOffNext(Set.of(asked));

    assertThat(single.isSingle()).isTrue();
    assertThat(single.first().name()).isEqualTo("a");
    assertThat(cuts())
        .containsExactly(List.of("bad"), List.of("asked"), List.of("a"), List.of("b", "c"));
  }

  @Test
  void nothingIsCutOffWhereAllAreAccusedOrAsked() {
    Part bad = batch("bad");
    bad.strike(0, REST);
    Part asked = batch("asked");

    assertThat(parts.cutOffNext(Set.of(asked))).isNull();
    assertThat(parts.cutOffAny(Set.of(asked))).isNull();
  }

  @Test
  void anyEventMayBeCutOffAndNoneGoesMissing() {
    List<String> all = List.of("a", "b", "c", "d");
    for (int i = 0; i < 200; i++) {
      parts.clear();
      batch("a", "b", "c", "d");

      Part single = parts.cutOffAny(Set.of());

      assertThat(single.isSingle()).isTrue();
      assertThat(names()).isEqualTo(all);
      assertThat(cuts()).contains(List.of(single.first().name())).doesNotContain(List.of());
    }
  }

  @Test
  void aSingleEventIsNotCut() {
    Part single = batch("a");

    assertThat(parts.cutOffNext(Set.of())).isSameAs(single);
    assertThat(parts.cutOffAny(Set.of())).isSameAs(single);
    assertThat(cuts()).containsExactly(List.of("a"));
  }

  private Part batch(String... names) {
    Part part = new Part(Stream.of(names).map(PartsTest::event).toList());
    parts.add(part);
    return part;
  }

  private List<String> names() {
    return parts.events().stream().map(Event::name).toList();
  }

  /** The events of each part, found by taking the parts out one after the other. */
  private List<List<String>> cuts() {
    List<List<String>> cuts = new ArrayList<>();
    List<Part> taken = new ArrayList<>();
    Part next = parts.next(Long.MAX_VALUE / 2);
    while (next != null) {
      cuts.add(next.events().stream().map(Event::name).toList());
      taken.add(next);
      parts.remove(next);
      next = parts.next(Long.MAX_VALUE / 2);
    }
    assertThat(parts.isEmpty()).isTrue();
    taken.forEach(parts::add);
    return cuts;
  }

  private static Event event(String name) {
    return Event.of(EventDraft.named(name));
  }
}
