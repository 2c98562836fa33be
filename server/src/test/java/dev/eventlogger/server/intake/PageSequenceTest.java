package dev.eventlogger.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Counts a page's missing events. */
class PageSequenceTest {

  private final PageSequence sequence = new PageSequence();

  private long missing(long... numbers) {
    return LongStream.of(numbers).map(number -> sequence.saw(number, Long.MAX_VALUE)).sum();
  }

  @Test
  void missesNothingInOrderOrAgain() {
    assertThat(missing(1, 2, 3, 3, 2, 1, 4)).isZero();
  }

  @Test
  void doesNotKnowWhatCameBeforeTheFirst() {
    assertThat(missing(500, 501)).isZero();
    assertThat(missing(499)).isZero();
  }

  @Test
  void missesWhatIsLeftOutUntilItComes() {
    assertThat(missing(1, 2, 6)).isEqualTo(3);
    assertThat(missing(4)).isEqualTo(-1);
    assertThat(missing(4)).isZero();
    assertThat(missing(3, 5)).isEqualTo(-2);
    assertThat(missing(3, 4, 5, 6)).isZero();
  }

  @Test
  void remembersSomeHolesAndCountsAll() {
    assertThat(missing(LongStream.rangeClosed(0, 100).map(i -> 1 + 2 * i).toArray()))
        .isEqualTo(100);
    assertThat(missing(2)).isZero();
    assertThat(missing(200)).isEqualTo(-1);
  }

  @Test
  void believesNoLeapThatNoPageMakes() {
    assertThat(missing(1, Long.MAX_VALUE, 5)).isZero();
  }

  @Test
  void doesNotMissMoreThanOnePageMay() {
    assertThat(missing(1, 100_000, 200_000, 300_000)).isEqualTo(20_000);
    assertThat(missing(99_999, 99_998)).isEqualTo(-2);
    assertThat(missing(300_003)).isEqualTo(2);
  }

  @Test
  void countsOfAHoleNoMoreThanItIsAllowed() {
    assertThat(sequence.saw(1, 5)).isZero();
    assertThat(sequence.saw(100, 5)).isEqualTo(5);
    assertThat(sequence.saw(50, 5)).as("not counted, so it fills nothing").isZero();
    assertThat(sequence.saw(95, 5)).isEqualTo(-1);
  }
}
