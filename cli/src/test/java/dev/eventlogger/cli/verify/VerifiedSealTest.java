package dev.eventlogger.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.cli.verify.Verdict.Kind;
import dev.eventlogger.cli.verify.Verdict.Outcome;
import dev.eventlogger.cli.verify.Verification.Anchor;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.EpochRecord;
import dev.eventlogger.seal.Heartbeat;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.OperatorKey;
import dev.eventlogger.seal.SealBatch;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.seal.SealWriter;
import dev.eventlogger.testkit.InMemoryEventStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a verification says about the files of a seal, and about its anchors. */
@Timeout(60)
final class VerifiedSealTest extends VerifiedLog {

  @Test
  void findsAnAnchorOfMoreEntriesOfOthersAndOfAnotherLog() throws Exception {
    SealFolder copy = sealed.copy(temporary.resolve("copy"));
    Files.write(copy.path().resolve("checkpoint"), anchor);
    Verdict back = verify(null, copy, new Anchor("x", sealed.seal().checkpoint()));
    assertThat(back.firstBad()).hasValue(MANY / 2 + 1);

    for (Checkpoint claim :
        List.of(
            new Checkpoint(SealedEvents.ORIGIN, MANY / 2 + 1, new byte[32]),
            new Checkpoint("example.org", MANY / 2 + 1, root(anchor)),
            new Checkpoint(SealedEvents.ORIGIN, MANY / 2 + 1, root(anchor)))) {
      byte[] signed = Note.sign(claim.text(), sealed.operator).toBytes();
      Verdict verdict = verify(new Anchor("x", signed));
      assertThat(verdict.isIntact()).isFalse();
      assertThat(verdict.seals().get(0).anchored()).isZero();
    }
  }

  private static byte[] root(byte[] checkpoint) {
    return Checkpoint.parse(Note.parse(checkpoint)).root();
  }

  /** The first number that nothing vouches for follows the newest epoch's record. */
  @Test
  void findsACheckpointThatTheEpochDidNotSign() throws Exception {
    SealFolder copy = sealed.copy(temporary.resolve("copy"));
    String text = Note.parse(copy.checkpoint()).text();
    for (byte[] forged :
        List.of(Note.sign(text, sealed.operator).toBytes(), text.getBytes(UTF_8))) {
      Files.write(copy.path().resolve("checkpoint"), forged);
      Verdict verdict = verify(null, copy);
      assertThat(verdict.firstBad()).hasValue(MANY / 2 + 2);
      assertThat(verdict.problemCount()).isEqualTo(1);
    }
  }

  /** Somebody changed an entry and rebuilt its tiles, but could not sign the root. */
  @Test
  void findsAChangedEntryWhoseTilesWereMadeAnew() throws Exception {
    SealFolder copy = sealed.copy(temporary.resolve("copy"));
    int at = MANY;
    byte[] entry = copy.entry(at, MANY + 2).bytes();
    Path bundle = copy.path().resolve("tile/entries/000.p/" + (MANY + 2));
    byte[] entries = Files.readAllBytes(bundle);
    entries[entries.length - 1 - entry.length - 2] ^= 1;
    Files.write(bundle, entries);
    Path tile = copy.path().resolve("tile/0/000.p/" + (MANY + 2));
    byte[] hashes = Files.readAllBytes(tile);
    System.arraycopy(copy.entry(at, MANY + 2).leafHash(), 0, hashes, at * 32, 32);
    Files.write(tile, hashes);

    Verdict verdict = verify(null, copy);
    assertThat(verdict.count(Kind.CHANGED, 0)).isEqualTo(1);
    assertThat(verdict.problems()).hasSize(2);
    assertThat(verdict.problems().get(0).words()).contains("is not that of these entries");
    assertThat(verdict.problems().get(1).number()).isEqualTo(at);
  }

  @Test
  void findsThatTheCheckpointIsGone() throws Exception {
    SealFolder copy = sealed.copy(temporary.resolve("copy"));
    Files.delete(copy.path().resolve("checkpoint"));

    assertThat(verify(null, copy).firstBad()).hasValue(0);
    assertThat(verify(null, copy, new Anchor("x", anchor)).firstBad()).hasValue(0);
  }

  @Test
  void trustsNoSealOfAnOperatorKeyThatNobodyNamed() throws Exception {
    OperatorKey foreign = OperatorKey.make(SealedEvents.ORIGIN, temporary.resolve("foreign"));
    Verdict verdict =
        new Verification(
                new InMemoryEventStore(sink),
                new Trust(List.of(foreign.verifier())),
                read -> {},
                SealedEvents.LATER)
            .of(sealed.seal(), List.of())
            .run(null, null);

    assertThat(verdict.firstBad()).hasValue(0);
    assertThat(verdict.problems().get(0).words()).contains("operator key that is trusted");
  }

  @Test
  void saysUntilWhenItIsSealed() throws Exception {
    EpochRecord second = (EpochRecord) sealed.seal().entry(MANY / 2 + 1, MANY + 2).asRecord();
    assertThat(verify().seals().get(0).until()).isEqualTo(second.time());
    Instant beat = second.time().plusSeconds(600);
    try (SealWriter writer =
        SealWriter.open(sealed.folder, FileMode.PRIVATE, SealedEvents.ORIGIN)) {
      writer.beginEpoch(sealed.operator, null, 0, new byte[0]);
      SealBatch batch = writer.batch();
      batch.add(new Heartbeat(SealedEvents.ORIGIN, beat));
      writer.commit(batch, new byte[0]);
    }
    assertThat(verify().seals().get(0).until()).isEqualTo(beat);
  }

  /** Somebody who can write one file must not be able to disable the verifier. */
  @Test
  void findsACheckpointOfASizeThatNothingHas() throws Exception {
    SealFolder copy = sealed.copy(temporary.resolve("copy"));
    for (long size : List.of(4_000_000_000L, 999_999_999_999_999_999L)) {
      String text = new Checkpoint(SealedEvents.ORIGIN, size, new byte[32]).text();
      Files.writeString(copy.path().resolve("checkpoint"), text);

      Verdict verdict = verify(null, copy);
      assertThat(verdict.outcome()).isEqualTo(Outcome.TAMPERED);
      assertThat(verdict.firstBad().orElseThrow()).isLessThanOrEqualTo(MANY + 2);
      Verdict anchored = verify(new Anchor("x", text.getBytes(UTF_8)));
      assertThat(anchored.outcome()).isEqualTo(Outcome.TAMPERED);
      Files.delete(copy.path().resolve("checkpoint"));
      assertThat(verify(null, copy, new Anchor("x", text.getBytes(UTF_8))).isIntact()).isFalse();
    }
  }
}
