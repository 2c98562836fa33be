package dev.eventlogger.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Records that are written together, and those that are taken out before. */
class RoundTest {

  private final Round round = new Round(200_000);

  @Test
  void saysWhereEachRecordStands() {
    assertThat(add("a")).isZero();
    assertThat(add("bcd")).isEqualTo(Frame.HEADER + 1);
    assertThat(add("e")).isEqualTo(2 * Frame.HEADER + 4);
    assertThat(round.length()).isEqualTo(3 * Frame.HEADER + 5);
  }

  @Test
  void whatIsWithdrawnIsNotWrittenAndHasNoNumber() {
    for (int withdrawn = 0; withdrawn < 3; withdrawn++) {
      Round some = new Round(round);
      int[] at = new int[3];
      String[] records = {"first", "the second", "3"};
      byte[] expected = new byte[0];
      long sequence = 41;
      for (int i = 0; i < 3; i++) {
        at[i] = add(some, records[i]);
        if (i != withdrawn) {
          expected = SegmentFiles.concat(expected, SegmentFiles.frame(sequence++, records[i]));
        }
      }
      some.withdraw(at[withdrawn], 1);

      assertThat(some.isEmpty()).isFalse();
      assertThat(some.seal(41)).isEqualTo(43);
      assertThat(Arrays.copyOf(some.bytes(), some.length())).isEqualTo(expected);
    }
  }

  @Test
  void aRoundOfWhichAllIsWithdrawnIsEmptyAndHasItsRoomAgain() {
    int first = add("a");
    int second = add("b");
    round.withdraw(second, 1);
    round.withdraw(first, 1);

    assertThat(round.isEmpty()).isTrue();
    assertThat(round.length()).isZero();
    assertThat(round.fits(1_000_000)).isTrue();
    assertThat(round.seal(7)).isEqualTo(7);
    assertThat(add("c")).isZero();
    assertThat(round.seal(7)).isEqualTo(8);
    assertThat(Arrays.copyOf(round.bytes(), round.length())).isEqualTo(SegmentFiles.frame(7, "c"));
  }

  @Test
  void keepsWhatIsInItWhenItGrows() {
    String half = "x".repeat(40_000);
    String rest = "y".repeat(60_000);
    add(half);
    add(rest);
    round.seal(1);

    assertThat(Arrays.copyOf(round.bytes(), round.length()))
        .isEqualTo(SegmentFiles.concat(SegmentFiles.frame(1, half), SegmentFiles.frame(2, rest)));
    assertThat(round.bytes().length).isBetween(round.length(), 200_000);
  }

  private int add(String record) {
    return add(round, record);
  }

  private static int add(Round to, String record) {
    byte[] bytes = (record + " and what is behind it").getBytes(UTF_8);
    return to.add(bytes, record.length());
  }
}
