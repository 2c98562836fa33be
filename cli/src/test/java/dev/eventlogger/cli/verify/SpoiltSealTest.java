package dev.eventlogger.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.cli.verify.Verdict.Kind;
import dev.eventlogger.cli.verify.Verdict.Outcome;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.seal.EpochRecord;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.SealFolder;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Somebody who can write to the seal's folder must not be able to turn "tampered" into "cannot
 * tell".
 */
@Timeout(60)
final class SpoiltSealTest extends VerifiedLog {

  private SealFolder copy;

  @BeforeEach
  void copySeal() throws Exception {
    copy = sealed.copy(temporary.resolve("copy"));
  }

  @Test
  void findsThatTheSaltsAreGone() throws Exception {
    Files.delete(copy.path().resolve("salts"));

    Verdict verdict = verify(null, copy);
    assertThat(verdict.outcome()).isEqualTo(Outcome.TAMPERED);
    assertThat(verdict.count(Kind.CHANGED, 0)).isEqualTo(MANY);
    assertThat(verdict.problems())
        .extracting(Problem::words)
        .containsOnlyOnce("the salts of the seal are gone");
  }

  @Test
  void findsWhatIsNoRemovalAmongThoseThatWait() throws Exception {
    Path queue = Files.createDirectories(copy.path().resolve("removals"));
    Files.writeString(queue.resolve("x.note"), "junk");
    Files.createDirectory(queue.resolve("y.note"));

    Verdict verdict = verify(null, copy);
    assertThat(verdict.outcome()).isEqualTo(Outcome.TAMPERED);
    assertThat(verdict.problems())
        .extracting(Problem::words)
        .containsExactly(
            queue.resolve("x.note")
                + ": a removal waits to be sealed that the operator key did"
                + " not sign",
            queue.resolve("y.note")
                + ": a removal waits to be sealed that the operator key did"
                + " not sign");
    assertThat(verdict.count(Kind.INTACT, 0)).isEqualTo(MANY);
  }

  @Test
  void takesAFolderForACheckpointThatIsGone() throws Exception {
    Path checkpoint = copy.path().resolve("checkpoint");
    Files.delete(checkpoint);
    Files.createDirectory(checkpoint);

    assertThat(verify(null, copy).outcome()).isEqualTo(Outcome.TAMPERED);
  }

  /** The last possible second has no next one. */
  @Test
  void findsAnEpochOfTheLastSecond() throws Exception {
    EpochRecord first = (EpochRecord) copy.entry(0, MANY + 2).asRecord();
    EpochRecord late =
        new EpochRecord(
            first.origin(),
            first.number(),
            first.operator(),
            first.key(),
            first.starts(),
            first.previous(),
            1,
            Instant.MAX);
    byte[] made = Note.sign(late.text(), sealed.operator).toBytes();
    Path bundle = copy.path().resolve("tile/entries/000.p/" + (MANY + 2));
    byte[] all = Files.readAllBytes(bundle);
    byte[] rest = Arrays.copyOfRange(all, 2 + copy.entry(0, MANY + 2).bytes().length, all.length);
    ByteBuffer changed = ByteBuffer.allocate(2 + made.length + rest.length);
    Files.write(bundle, changed.putShort((short) made.length).put(made).put(rest).array());
    var unused = added(new UUID(0x7000L, 0x8000000000000001L), Instant.EPOCH);

    assertThat(verify(null, copy).outcome()).isEqualTo(Outcome.TAMPERED);
  }

  /** Findings from before a failure are reported all the same. */
  @Test
  void saysWhatIsWrongAlreadyWhereItCannotGoOn() throws Exception {
    Files.delete(copy.path().resolve("checkpoint"));
    Verification verification =
        new Verification(
            new ListedEvents(sealed.events),
            sealed.trust(),
            read -> {
              throw new StoreException("the store is away", null);
            },
            SealedEvents.LATER);

    Verdict verdict = verification.of(copy, List.of()).run(null, null);
    assertThat(verdict.outcome()).isEqualTo(Outcome.TAMPERED);
    assertThat(verdict.unsure()).containsExactly("could not go on: the store is away");
  }
}
