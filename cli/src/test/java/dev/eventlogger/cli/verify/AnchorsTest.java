package dev.eventlogger.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.cli.verify.Verdict.Kind;
import dev.eventlogger.cli.verify.Verdict.Outcome;
import dev.eventlogger.cli.verify.Verification.Anchor;
import dev.eventlogger.event.Event;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.SealBatch;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.seal.SealWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything that anchors keep is compared, not only what they got last. */
@Timeout(60)
final class AnchorsTest {

  private static final int STEP = 10;
  private static final int STEPS = 5;

  @TempDir private Path temporary;
  private SealedEvents sealed;
  private ListedEvents store;
  private final List<byte[]> kept = new ArrayList<>();

  @BeforeEach
  void sealAndKeepEachCheckpoint() throws Exception {
    sealed = new SealedEvents(temporary.resolve("audit/seal"));
    store = new ListedEvents(sealed.make(STEP * STEPS));
    try (SealWriter writer = open(sealed.folder)) {
      writer.beginEpoch(sealed.operator, null, 0, new byte[0]);
      for (int from = 0; from < STEP * STEPS; from += STEP) {
        kept.add(commit(writer, store.events.subList(from, from + STEP)));
      }
    }
  }

  private static SealWriter open(Path folder) throws IOException {
    return SealWriter.open(folder, FileMode.PRIVATE, SealedEvents.ORIGIN);
  }

  private static byte[] commit(SealWriter writer, List<Event> events) throws IOException {
    SealBatch batch = writer.batch();
    for (Event event : events) {
      batch.add(event.id(), event::writeTo);
    }
    return writer.commit(batch, new byte[0]);
  }

  private Verdict verify(SealFolder folder, Anchor... anchors) throws Exception {
    return new Verification(store, sealed.trust(), read -> {}, SealedEvents.LATER)
        .of(folder, List.of(anchors))
        .run(null, null);
  }

  private static Anchor anchor(List<byte[]> checkpoints) {
    return new Anchor("anchor x", each -> checkpoints.forEach(each));
  }

  @Test
  void allThatWasKeptIsCompared() throws Exception {
    Verdict verdict = verify(sealed.seal(), anchor(kept));

    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.doubts()).isEmpty();
    assertThat(verdict.seals().get(0).anchored()).isEqualTo(STEP * STEPS + 1);
  }

  /** The newest checkpoint matches the forged seal; only earlier ones contradict it. */
  @Test
  void findsAnEpochThatWasWrittenAnewWithItsOwnKeyAndAnchoredAgain() throws Exception {
    SealedEvents other = new SealedEvents(temporary.resolve("other/seal"));
    List<Event> events = other.make(4 * STEP);
    List<byte[]> all = new ArrayList<>();
    Path forged = temporary.resolve("forged");
    try (SealWriter writer = open(other.folder)) {
      writer.beginEpoch(sealed.operator, null, 0, new byte[0]);
      all.add(commit(writer, events.subList(0, STEP)));
      other.copy(forged);
      all.add(commit(writer, events.subList(STEP, 2 * STEP)));
      all.add(commit(writer, events.subList(2 * STEP, 3 * STEP)));
      try (SealWriter forger = open(forged)) {
        LiveKey.steal(writer, forger);
        events.subList(STEP, 3 * STEP).clear();
        all.add(commit(forger, events.subList(STEP, 2 * STEP)));
        all.add(commit(forger, other.make(3 * STEP)));
      }
    }
    store.events.clear();
    store.events.addAll(events);
    SealFolder folder = new SealFolder(forged);

    Verdict byNewest = verify(folder, anchor(all.subList(4, 5)));
    assertThat(byNewest.problems()).extracting(Problem::words).noneMatch(w -> w.contains("anchor"));
    Verdict byAll = verify(folder, anchor(all));
    assertThat(byAll.outcome()).isEqualTo(Outcome.TAMPERED);
    assertThat(byAll.firstBad()).hasValue(STEP + 1);
    assertThat(byAll.problems().get(0).words())
        .isEqualTo(
            "the checkpoint of anchor x with "
                + (2 * STEP + 1)
                + " entries is not that of these entries, and so with 1 others there");
  }

  @Test
  void saysOnceWhatIsWrongWithManyCheckpoints() throws Exception {
    List<byte[]> forged = new ArrayList<>(kept);
    for (int size = 2; size <= 12; size++) {
      String text = new Checkpoint(SealedEvents.ORIGIN, size, new byte[32]).text();
      forged.add(Note.sign(text, sealed.operator).toBytes());
    }
    Verdict verdict = verify(sealed.seal(), anchor(forged));

    assertThat(verdict.problemCount()).isOne();
    assertThat(verdict.problems().get(0).words())
        .contains("with 2 entries is not signed with the key", "and so with 10 others there");
    assertThat(verdict.firstBad()).hasValue(1);
    assertThat(verdict.seals().get(0).anchored()).isEqualTo(STEP * STEPS + 1);
  }

  @Test
  void saysHowMuchIsGoneByTheLargestCheckpoint() throws Exception {
    SealedEvents other = new SealedEvents(temporary.resolve("other/seal"));
    List<byte[]> ahead = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ahead.add(other.seal(other.make(100)));
    }
    Verdict verdict = verify(sealed.seal(), anchor(ahead));

    assertThat(verdict.problems())
        .extracting(Problem::line)
        .containsExactly(
            "number 51: entries are gone: the checkpoint of anchor x has 303 entries; here are"
                + " only 51, and so with 2 others there");
  }

  /** The process continues to seal and to anchor during the verification. */
  @Test
  void readsOnWhereAnAnchorIsAheadOfWhatWasRead() throws Exception {
    List<Event> more = sealed.make(STEP);
    store.events.addAll(more);
    Anchor growing = new Anchor("anchor x", each -> each.accept(sealed.seal(more)));

    Verdict verdict = verify(sealed.seal(), growing);
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.count(Kind.INTACT, 0)).isEqualTo(STEP * STEPS + STEP);
    assertThat(verdict.seals().get(0).anchored()).isEqualTo(STEP * STEPS + STEP + 2);
  }

  /** The rest might contradict, and whoever cut it off may know that. */
  @Test
  void cannotTellWhereAnAnchorAnswersAndNotToTheEnd() throws Exception {
    Verdict verdict = verify(sealed.seal(), lostAfter(1));

    assertThat(verdict.outcome()).isEqualTo(Outcome.CANNOT_TELL);
    assertThat(verdict.seals().get(0).anchored()).isEqualTo(STEP + 1);
    assertThat(verdict.unsure()).hasSize(1);
    assertThat(verdict.unsure().get(0))
        .startsWith("anchor x: could not be asked to the end: java.io.IOException")
        .doesNotContain("secret");
  }

  @Test
  void onlySaysThatAnAnchorCannotBeReached() throws Exception {
    Verdict verdict = verify(sealed.seal(), lostAfter(0));

    assertThat(verdict.isIntact()).isTrue();
    assertThat(verdict.doubts()).hasSize(1);
    assertThat(verdict.doubts().get(0))
        .startsWith("anchor x: could not be asked: java.io.IOException")
        .doesNotContain("secret");
  }

  private Anchor lostAfter(int count) {
    return new Anchor(
        "anchor x",
        taker -> {
          kept.subList(0, count).forEach(taker);
          throw new IOException("with a secret");
        });
  }

  /** Somebody who can only add to an anchor must not be able to hide what it keeps. */
  @Test
  void comparesWhatComesBehindSomethingUnreadable() throws Exception {
    byte[] forged =
        Note.sign(new Checkpoint(SealedEvents.ORIGIN, 2, new byte[32]).text(), sealed.operator)
            .toBytes();
    for (byte[] behind : List.of(kept.get(0), forged)) {
      Anchor anchor =
          new Anchor(
              "anchor x",
              taker -> {
                taker.unreadable("file 1: cannot be read");
                taker.unreadable("file 2: cannot be read");
                taker.accept(behind);
              });
      Verdict verdict = verify(sealed.seal(), anchor);

      assertThat(verdict.outcome())
          .isEqualTo(behind == forged ? Outcome.TAMPERED : Outcome.CANNOT_TELL);
      assertThat(verdict.unsure())
          .containsExactly("anchor x: file 1: cannot be read; 1 others, too");
    }
  }

  @Test
  void doubtsACheckpointThatWasCutOff() throws Exception {
    Verdict verdict =
        verify(sealed.seal(), new Anchor("anchor x", taker -> taker.cutOff("file 1: ends")));

    assertThat(verdict.isIntact()).isTrue();
    assertThat(verdict.doubts()).containsExactly("anchor x: file 1: ends");
  }

  @Test
  void cannotTellByWhatIsNoCheckpoint() throws Exception {
    Verdict verdict = verify(sealed.seal(), anchor(List.of("x\n".getBytes(UTF_8), kept.get(0))));

    assertThat(verdict.outcome()).isEqualTo(Outcome.CANNOT_TELL);
    assertThat(verdict.unsure().toString()).contains("anchor x: this is no checkpoint");
    assertThat(verdict.seals().get(0).anchored()).isEqualTo(STEP + 1);
  }

  @Test
  void remembersFewSizesOfVeryMany() {
    Vouched vouched = new Vouched();
    for (long size = 1; size <= 10L * Vouched.MOST; size++) {
      vouched.add(size);
    }

    assertThat(vouched.below(1)).isZero();
    assertThat(vouched.below(2)).isEqualTo(1);
    assertThat(vouched.below(50_000)).isBetween(49_980L, 49_999L);
    assertThat(vouched.below(Long.MAX_VALUE)).isGreaterThan(99_980);
  }
}
