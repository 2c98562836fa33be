package dev.eventlogger.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.cli.verify.Verdict.Kind;
import dev.eventlogger.cli.verify.Verification.Anchor;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.EpochRecord;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.OperatorKey;
import dev.eventlogger.seal.Removal;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.seal.SealWriter;
import dev.eventlogger.testkit.InMemoryEventLogger;
import dev.eventlogger.testkit.InMemoryEventStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every rule of a verification, on few events. */
@Timeout(60)
final class VerificationTest {

  private static final int MANY = 30;

  @TempDir private Path temporary;
  private final InMemoryEventLogger sink = new InMemoryEventLogger();
  private SealedEvents sealed;
  private byte[] anchor;

  @BeforeEach
  void sealSomeEvents() throws Exception {
    sealed = new SealedEvents(temporary.resolve("audit/seal"));
    sink.log(sealed.make(MANY / 2));
    anchor = sealed.seal(sink.events());
    List<Event> more = sealed.make(MANY / 2);
    sink.log(more);
    sealed.seal(more);
  }

  private Verdict verify(@Nullable Instant since, SealFolder folder, Anchor... anchors)
      throws Exception {
    return new Verification(
            new InMemoryEventStore(sink), sealed.trust(), read -> {}, SealedEvents.LATER)
        .of(folder, List.of(anchors))
        .run(since);
  }

  private Verdict verify(Anchor... anchors) throws Exception {
    return verify(null, sealed.seal(), anchors);
  }

  private void remove(Event event) throws InterruptedException {
    long removed =
        new InMemoryEventStore(sink)
            .remove(List.of(event.id()), dev.eventlogger.query.Removal.IN_CHUNKS);
    assertThat(removed).isOne();
  }

  @Test
  void countsWhatIsIntactAndWhatAnAnchorCovers() throws Exception {
    Verdict verdict = verify(new Anchor("x", anchor));

    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.count(Kind.INTACT, 0)).isEqualTo(MANY);
    assertThat(verdict.seals().get(0).anchored()).isEqualTo(MANY / 2 + 1);
    assertThat(verdict.seals().get(0).epochs()).isEqualTo(2);
  }

  @Test
  void keepsNoIndexOnTheHeapForManyEntries() throws Exception {
    try (IdIndex index = IdIndex.of(200_000, 16)) {
      for (Event event : sealed.events) {
        byte[] entry = sealed.seal().entry(sealed.number(event), MANY + 2).bytes();
        index.add(0, sealed.number(event), entry);
        assertThat(index.isSame(index.find(event.id()), entry)).isTrue();
      }
      Event first = sealed.events.get(0);
      index.add(1, 77, sealed.seal().entry(sealed.number(first), MANY + 2).bytes());
      long place = index.find(first.id());
      assertThat(index.number(index.findNext(place))).isEqualTo(77);
      assertThat(index.has(index.findNext(place), IdIndex.REPEATED)).isTrue();
      assertThat(index.find(new UUID(1, 2))).isEqualTo(IdIndex.NONE);
    }
  }

  @Test
  void knowsAnEventThatWasSealedTwiceForOne() throws Exception {
    List<Event> again = List.copyOf(sealed.events.subList(0, 3));
    sealed.seal(again);

    assertThat(verify().problems()).isEmpty();
    remove(again.get(0));
    Verdict verdict = verify();
    assertThat(verdict.count(Kind.MISSING, 0)).isEqualTo(1);
    assertThat(verdict.count(Kind.INTACT, 0)).isEqualTo(MANY - 1);
  }

  @Test
  void needsTheSealsOfAllNodes() throws Exception {
    SealedEvents other = new SealedEvents(temporary.resolve("other/seal"));
    sink.log(other.make(5));
    other.seal(sink.events().subList(MANY, MANY + 5));
    Trust both = new Trust(List.of(sealed.operator.verifier(), other.operator.verifier()));

    Verdict whole =
        new Verification(new InMemoryEventStore(sink), both, read -> {}, SealedEvents.LATER)
            .of(sealed.seal(), List.of())
            .of(other.seal(), List.of())
            .run(null);
    assertThat(whole.problems()).isEmpty();
    assertThat(whole.count(Kind.INTACT, 0)).isEqualTo(MANY + 5);
    Verdict half = verify();
    assertThat(half.count(Kind.INSERTED, 0)).isEqualTo(5);
    assertThat(half.isIntact()).isFalse();
  }

  /** Epochs have whole seconds: the gap is from one to the next, and a second more. */
  @Test
  void takesEventsInAGapThatAnEpochAdmitsAndNoMore() throws Exception {
    try (SealWriter writer =
        SealWriter.open(sealed.folder, FileMode.PRIVATE, SealedEvents.ORIGIN)) {
      writer.beginEpoch(sealed.operator, null, 2, new byte[0]);
    }
    Epochs.Gap gap = gap();
    long millis = gap.to().plusMillis(999).toEpochMilli();
    for (int i = 0; i < 4; i++) {
      long high = (i == 3 ? millis + 60_000 : millis) << 16 | 0x7000L;
      UUID id = new UUID(high, 0x8000000000000000L + i);
      sink.log(List.of(Event.of(EventDraft.named("x").trustedId(id))));
    }
    Verdict verdict = verify();

    boolean isFirstSecond = millis < sealed.begun().plusSeconds(1).toEpochMilli();
    assertThat(gap.events()).isEqualTo(2);
    assertThat(verdict.count(Kind.UNSEALED, 0)).isEqualTo(isFirstSecond ? 3 : 2);
    assertThat(verdict.count(Kind.INSERTED, 0)).isEqualTo(isFirstSecond ? 1 : 2);
  }

  private Epochs.Gap gap() throws Exception {
    Epochs epochs = new Epochs(SealedEvents.ORIGIN);
    sealed
        .seal()
        .entries(
            0,
            MANY + 3,
            entry -> {
              if (entry.asRecord() instanceof EpochRecord epoch) {
                var unused = epochs.take(entry.index(), epoch, entry.note(), null);
              }
            });
    return epochs.gaps().get(0);
  }

  @Test
  void lacksNothingThatHappenedBeforeTheTimeThatIsAskedFor() throws Exception {
    Event gone = sealed.events.get(3);
    remove(gone);

    assertThat(verify().count(Kind.MISSING, 0)).isEqualTo(1);
    Verdict later = verify(Instant.now().plusSeconds(3_000), sealed.seal());
    assertThat(later.isIntact()).isTrue();
    assertThat(later.count(Kind.INTACT, 0)).isZero();
    Verdict earlier = verify(gone.createdAt().minusSeconds(60), sealed.seal());
    assertThat(earlier.firstBad()).hasValue(sealed.number(gone));
  }

  /** By its id it was logged within the time, and it happened long before. */
  @Test
  void findsAnEventOfAnotherTimeByItsId() throws Exception {
    Verdict verdict = verify(sealed.events.get(MANY - 1).createdAt(), sealed.seal());

    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.count(Kind.MISSING, 0)).isZero();
  }

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

  @Test
  void saysThatARemovedEventIsStillThere() throws Exception {
    Event event = sealed.events.get(7);
    put(sealed.operator, event);
    assertThat(verify().count(Kind.INTACT, 0)).isEqualTo(MANY);
    sealed.takeRemovals();

    Verdict verdict = verify();
    assertThat(verdict.isIntact()).isTrue();
    assertThat(verdict.count(Kind.ERASED, 0)).isEqualTo(1);
    assertThat(verdict.doubts()).hasSize(1);
    remove(event);
    assertThat(verify().doubts()).isEmpty();
    assertThat(verify().count(Kind.ERASED, 0)).isEqualTo(1);
  }

  private void put(OperatorKey key, Event... events) throws Exception {
    List<UUID> ids = new ArrayList<>();
    for (Event event : events) {
      ids.add(event.id());
    }
    Instant time = Instant.parse("2026-11-30T12:00:00Z");
    var unused =
        sealed
            .seal()
            .removals()
            .put(new Removal(SealedEvents.ORIGIN, "erase", "a test", time, ids), key);
  }

  /** The first number that nothing vouches for is the one behind the newest epoch's record. */
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

  /** Somebody made the tiles anew of an entry that they changed, and could not sign the root. */
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
  void findsAChangedEventAndASaltThatIsGone() throws Exception {
    Event event = sealed.events.get(9);
    remove(event);
    sink.log(
        List.of(
            Event.of(
                EventDraft.named("other").trustedId(event.id()).createdAt(event.createdAt()))));
    Verdict changed = verify();
    assertThat(changed.firstBad()).hasValue(sealed.number(event));
    assertThat(changed.count(Kind.CHANGED, 0)).isEqualTo(1);

    SealFolder copy = sealed.copy(temporary.resolve("copy"));
    Path salts = copy.path().resolve("salts");
    byte[] bytes = Files.readAllBytes(salts);
    Arrays.fill(bytes, 16, 32, (byte) 0);
    Files.write(salts, bytes);
    Verdict saltless = verify(null, copy);
    assertThat(saltless.firstBad()).hasValue(1);
    assertThat(saltless.count(Kind.CHANGED, 0)).isEqualTo(2);
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
            .run(null);

    assertThat(verdict.firstBad()).hasValue(0);
    assertThat(verdict.problems().get(0).words()).contains("operator key that is trusted");
  }

  @Test
  void saysThatAnotherKeySignedARemoval() throws Exception {
    OperatorKey foreign = OperatorKey.make(SealedEvents.ORIGIN, temporary.resolve("foreign"));
    put(foreign, sealed.events.get(7));

    Verdict verdict = verify();
    assertThat(verdict.isIntact()).isFalse();
    assertThat(verdict.problems().get(0).words()).contains("the operator key did not sign");
  }

  @Test
  void cannotTellWhereThereIsNoSeal() {
    assertThatThrownBy(() -> verify(null, new SealFolder(temporary.resolve("nowhere"))))
        .isInstanceOf(CannotTellException.class)
        .hasMessageContaining("there is no seal");
  }
}
