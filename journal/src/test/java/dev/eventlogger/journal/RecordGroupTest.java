package dev.eventlogger.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Records that are written together, and those that are withdrawn before. */
class RecordGroupTest {

  private final RecordGroup group = new RecordGroup(200_000);

  @Test
  void saysWhereEachRecordStands() {
    assertThat(add("a")).isZero();
    assertThat(add("bcd")).isEqualTo(Frame.HEADER + 1);
    assertThat(add("e")).isEqualTo(2 * Frame.HEADER + 4);
    assertThat(group.length()).isEqualTo(3 * Frame.HEADER + 5);
  }

  @Test
  void whatIsWithdrawnIsNotWrittenAndHasNoNumber() {
    for (int withdrawn = 0; withdrawn < 3; withdrawn++) {
      RecordGroup some = new RecordGroup(group);
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
  void aGroupThatTakesOverMemoryIsNotWithdrawnBecauseWhatStoodThereWas() {
    add("a");
    group.withdraw(add("b"), 1);
    RecordGroup next = new RecordGroup(group);
    add(next, "c");
    add(next, "d");

    assertThat(next.seal(7)).isEqualTo(9);

    assertThat(Arrays.copyOf(next.bytes(), next.length()))
        .isEqualTo(SegmentFiles.concat(SegmentFiles.frame(7, "c"), SegmentFiles.frame(8, "d")));
  }

  @Test
  void aRoundOfWhichAllIsWithdrawnIsEmptyAndHasItsRoomAgain() {
    int first = add("a");
    int second = add("b");
    group.withdraw(second, 1);
    group.withdraw(first, 1);

    assertThat(group.isEmpty()).isTrue();
    assertThat(group.length()).isZero();
    assertThat(group.fits(1_000_000)).isTrue();
    assertThat(group.seal(7)).isEqualTo(7);
    assertThat(add("c")).isZero();
    assertThat(group.seal(7)).isEqualTo(8);
    assertThat(Arrays.copyOf(group.bytes(), group.length())).isEqualTo(SegmentFiles.frame(7, "c"));
  }

  @Test
  void keepsWhatIsInItWhenItGrows() {
    String half = "x".repeat(40_000);
    String rest = "y".repeat(60_000);
    add(half);
    add(rest);
    group.seal(1);

    assertThat(Arrays.copyOf(group.bytes(), group.length()))
        .isEqualTo(SegmentFiles.concat(SegmentFiles.frame(1, half), SegmentFiles.frame(2, rest)));
    assertThat(group.bytes().length).isBetween(group.length(), 200_000);
  }

  @Test
  void memoryOfWhatWasWithdrawnIsUsedAgain() {
    group.withdraw(add("a"), 1);
    RecordGroup next = new RecordGroup(group);
    add(next, "b");

    assertThat(next.seal(7)).isEqualTo(8);
    assertThat(Arrays.copyOf(next.bytes(), next.length())).isEqualTo(SegmentFiles.frame(7, "b"));
  }

  @Test
  void growsToTwiceItsSizeAndNotBeyondItsLimit() {
    RecordGroup small = new RecordGroup(200_000);
    add(small, "x".repeat((64 << 10) - Frame.HEADER));
    assertThat(small.bytes()).hasSize(64 << 10);
    add(small, "y");
    assertThat(small.bytes()).hasSize(128 << 10);
    add(small, "z".repeat(70_000));
    assertThat(small.bytes()).hasSize(200_000);
  }

  @Test
  void takesAllOfAnotherUpToItsLastByteAndGivesThemBack() {
    RecordGroup other = new RecordGroup(200_000);
    add(other, "x".repeat(50_000));
    add(other, "y".repeat(50_000));
    int rest = 200_000 - other.length() - Frame.HEADER;
    add("z".repeat(rest));
    assertThat(group.fitsAll(other)).isTrue();

    int at = group.addAll(other);
    assertThat(group.length()).isEqualTo(200_000);
    assertThat(group.records()).isEqualTo(3);
    assertThat(group.fitsAll(other)).isFalse();
    group.withdraw(at, 2);

    assertThat(group.records()).isEqualTo(1);
    assertThat(group.seal(5)).isEqualTo(6);
    assertThat(Arrays.copyOf(group.bytes(), group.length()))
        .isEqualTo(SegmentFiles.frame(5, "z".repeat(rest)));
  }

  private int add(String record) {
    return add(group, record);
  }

  private static int add(RecordGroup to, String record) {
    byte[] bytes = (record + " and what is behind it").getBytes(UTF_8);
    return to.add(bytes, record.length());
  }
}
