package dev.eventlogger.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.seal.EpochRecord;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.OperatorKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule for a chain of epochs, each tested with a chain that breaks only that rule. */
final class EpochsTest {

  private static final String ORIGIN = "example.org/audit";
  private static final Instant TIME = Instant.parse("2026-11-30T12:00:00Z");
  private static final byte[] ROOT = new byte[32];

  @TempDir private Path folder;
  private final Epochs epochs = new Epochs(ORIGIN);
  private OperatorKey operator;
  private OperatorKey next;
  private OperatorKey first;
  private OperatorKey second;

  @BeforeEach
  void makeKeys() throws IOException {
    operator = OperatorKey.make(ORIGIN, folder.resolve("operator"));
    next = OperatorKey.make(ORIGIN, folder.resolve("next"));
    first = OperatorKey.make(ORIGIN, folder.resolve("first"));
    second = OperatorKey.make(ORIGIN, folder.resolve("second"));
  }

  private static EpochRecord record(
      String origin, long number, OperatorKey operator, OperatorKey key, long starts, byte[] root) {
    return new EpochRecord(
        origin, number, operator.verifier(), key.verifier(), starts, root, 0, TIME);
  }

  private @Nullable String take(long at, EpochRecord record, OperatorKey... signers) {
    return epochs.take(at, record, Note.sign(record.text(), signers), ROOT);
  }

  private void begin() {
    assertThat(take(0, record(ORIGIN, 1, operator, first, 0, ROOT), operator)).isNull();
  }

  @Test
  void takesOneAfterTheOtherAndKnowsWhoseKeyCounts() {
    assertThat(epochs.keyOf(1)).isNull();
    begin();
    assertThat(take(10, record(ORIGIN, 2, operator, second, 10, ROOT), operator)).isNull();

    assertThat(epochs.keyOf(1)).isEqualTo(first.verifier());
    assertThat(epochs.keyOf(10)).isEqualTo(first.verifier());
    assertThat(epochs.keyOf(11)).isEqualTo(second.verifier());
    assertThat(epochs.operator()).isEqualTo(operator.verifier());
    assertThat(epochs.count()).isEqualTo(2);
    assertThat(epochs.areTrusted(new Trust(List.of(operator.verifier())))).isTrue();
    assertThat(epochs.areTrusted(new Trust(List.of(next.verifier())))).isFalse();
    assertThat(epochs.areTrusted(new Trust(List.of(operator.named("other").verifier())))).isTrue();
  }

  @Test
  void refusesTheEpochOfAnotherLog() {
    assertThat(take(0, record("example.org/x", 1, operator, first, 0, ROOT), operator))
        .contains("of another log");
  }

  @Test
  void refusesAnEpochThatItsOperatorDidNotSign() {
    assertThat(take(0, record(ORIGIN, 1, operator, first, 0, ROOT), next))
        .contains("not signed by its operator key");
  }

  @Test
  void takesAnotherOperatorKeyOnlyIfTheOneBeforeSignedToo() {
    begin();
    EpochRecord changed = record(ORIGIN, 2, next, second, 10, ROOT);
    Epochs other = new Epochs(ORIGIN);
    assertThat(take(10, changed, next)).contains("without a signature of the one before");
    EpochRecord begun = record(ORIGIN, 1, operator, first, 0, ROOT);
    assertThat(other.take(0, begun, Note.sign(begun.text(), operator), ROOT)).isNull();
    assertThat(other.take(10, changed, Note.sign(changed.text(), next, operator), ROOT)).isNull();
    assertThat(other.areTrusted(new Trust(List.of(operator.verifier())))).isTrue();
    assertThat(other.areTrusted(new Trust(List.of(next.verifier())))).isTrue();
  }

  @Test
  void refusesAnEpochAtAnotherPlace() {
    begin();
    assertThat(take(10, record(ORIGIN, 2, operator, second, 9, ROOT), operator))
        .contains("begins at number 9");
  }

  @Test
  void refusesEntriesBeforeTheFirstEpoch() {
    assertThat(take(3, record(ORIGIN, 1, operator, first, 3, ROOT), operator))
        .contains("before the first epoch");
  }

  @Test
  void refusesAnEpochOutOfTurn() {
    assertThat(take(0, record(ORIGIN, 2, operator, first, 0, ROOT), operator))
        .contains("out of turn");
    assertThat(take(1, record(ORIGIN, 4, operator, second, 1, ROOT), operator))
        .contains("out of turn");
  }

  @Test
  void refusesAKeyForASecondTime() {
    begin();
    assertThat(take(10, record(ORIGIN, 2, operator, first, 10, ROOT), operator))
        .contains("was that of another");
  }

  @Test
  void refusesAnotherHistory() {
    byte[] other = new byte[32];
    other[31] = 1;
    assertThat(take(0, record(ORIGIN, 1, operator, first, 0, other), operator))
        .contains("not those that it vouches for");
  }
}
