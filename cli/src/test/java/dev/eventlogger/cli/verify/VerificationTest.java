package dev.eventlogger.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.cli.verify.Verdict.Kind;
import dev.eventlogger.cli.verify.Verdict.Outcome;
import dev.eventlogger.cli.verify.Verification.Anchor;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.journal.Journal;
import dev.eventlogger.journal.JournalSettings;
import dev.eventlogger.journal.Sync;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.EpochRecord;
import dev.eventlogger.seal.Heartbeat;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.OperatorKey;
import dev.eventlogger.seal.Removal;
import dev.eventlogger.seal.SealBatch;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.seal.SealWriter;
import dev.eventlogger.testkit.InMemoryEventLogger;
import dev.eventlogger.testkit.InMemoryEventStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
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
        .run(since, null);
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
            .run(null, null);
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
    assertThat(verify().doubts().toString()).contains("as they were sealed, that a signed record");
    sealed.takeRemovals();

    Verdict verdict = verify();
    assertThat(verdict.outcome()).isEqualTo(Outcome.CANNOT_TELL);
    assertThat(verdict.count(Kind.ERASED, 0)).isEqualTo(1);
    assertThat(verdict.unsure().toString()).contains("1 events are in the store that a signed");
    remove(event);
    assertThat(verify().doubts()).isEmpty();
    assertThat(verify().count(Kind.ERASED, 0)).isEqualTo(1);
  }

  /** Whoever adds an event to a store chooses its id and its time. */
  @Test
  void findsAnEventThatWasAddedWhateverItsIdAndItsTimeSay() throws Exception {
    Instant before = sealed.begun().minusSeconds(60);
    long old = before.toEpochMilli() << 16;
    long toCome = SealedEvents.LATER.instant().plusSeconds(300).toEpochMilli() << 16;
    Event random = added(new UUID(old | 0x4000L, 0x8000000000000001L), before);
    Event newer = added(new UUID(old | 0x7000L, 0x8000000000000002L), before.plusSeconds(120));
    Event future = added(new UUID(toCome | 0x7000L, 0x8000000000000003L), before);
    Event backdated = added(new UUID(old | 0x7000L, 0x8000000000000004L), before);

    Verdict verdict = verify();
    assertThat(verdict.problems())
        .extracting(Problem::words)
        .containsExactlyInAnyOrder(
            "event " + random.id() + " was never sealed",
            "event " + newer.id() + " was never sealed",
            "event " + future.id() + " was never sealed");
    assertThat(verdict.count(Kind.INSERTED, 0)).isEqualTo(3);
    remove(random);
    remove(newer);
    remove(future);
    assertThat(verify().isIntact()).isTrue();
    assertThat(verify().count(Kind.UNSEALED, 0)).isOne();
    assertThat(verify().doubts())
        .contains("1 events are in no seal: they say that they were logged before the first epoch");
    remove(backdated);
  }

  private Event added(UUID id, Instant created) throws Exception {
    Event event = Event.of(EventDraft.named("x").trustedId(id).createdAt(created));
    sink.log(List.of(event));
    return event;
  }

  /** A copy has no journal that could be asked. */
  @Test
  void takesAnEventOfJustNowForOneOnItsWayOnlyWhereThereIsNoJournal() throws Exception {
    long now = SealedEvents.LATER.instant().toEpochMilli() << 16;
    Event event = added(new UUID(now | 0x7000L, 0x8000000000000001L), Instant.now());
    assertThat(verify().count(Kind.UNSEALED, 0)).isOne();

    JournalSettings settings =
        new JournalSettings(
            sealed.folder.getParent(), Sync.INTERVAL, Duration.ofSeconds(1), 2 << 20, 1 << 20);
    Journal.open(settings).close();
    assertThat(verify().count(Kind.INSERTED, 0)).isOne();
    remove(event);
  }

  /** Of an erased event nothing is left to compare with, so its place can be filled. */
  @Test
  void cannotTellWhatIsInThePlaceOfAnErasedEvent() throws Exception {
    Event event = sealed.events.get(7);
    put(sealed.operator, event);
    remove(event);
    sealed.takeRemovals();
    assertThat(verify().isIntact()).isTrue();
    added(event.id(), event.createdAt());

    Verdict verdict = verify();
    assertThat(verdict.outcome()).isEqualTo(Outcome.CANNOT_TELL);
    assertThat(verdict.count(Kind.ERASED, 0)).isEqualTo(1);
  }

  private Verdict verify(EventStore store, LongConsumer progress) throws Exception {
    return new Verification(store, sealed.trust(), progress, SealedEvents.LATER)
        .of(sealed.seal(), List.of())
        .run(null, null);
  }

  @Test
  void doubtsTheSameTwiceAndFindsAnotherWithTheSameId() throws Exception {
    Event event = sealed.events.get(MANY - 1);
    ListedEvents store = new ListedEvents(sealed.events);
    store.events.add(event);
    Verdict twice = verify(store, read -> {});
    assertThat(twice.isIntact()).isTrue();
    assertThat(twice.count(Kind.DUPLICATE, 0)).isOne();
    assertThat(twice.doubts().toString()).contains("more than once");

    store.events.add(
        Event.of(EventDraft.named("x").trustedId(event.id()).createdAt(event.createdAt())));
    Verdict other = verify(store, read -> {});
    assertThat(other.outcome()).isEqualTo(Outcome.TAMPERED);
    assertThat(other.count(Kind.CHANGED, 0)).isOne();
    assertThat(other.firstBad()).hasValue(sealed.number(event));
  }

  /** The record is put, and its events go, when these were passed over already. */
  @Test
  void knowsARemovalThatBeganMeanwhile() throws Exception {
    for (boolean isTaken : List.of(false, true)) {
      Event event = sealed.events.get(isTaken ? 8 : 7);
      ListedEvents store = new ListedEvents(sealed.events);
      store.events.remove(event);
      Verdict verdict =
          verify(
              store,
              read -> {
                try {
                  put(sealed.operator, event);
                  if (isTaken) {
                    sealed.takeRemovals();
                  }
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThat(verdict.problems()).isEmpty();
      assertThat(verdict.count(Kind.ERASED, 0)).isOne();
    }
  }

  /** An erasure is signed, and its event is still read before it goes. */
  @Test
  void waitsForARemovalThatIsAtWork() throws Exception {
    Event event = sealed.events.get(7);
    put(sealed.operator, event);
    sealed.takeRemovals();
    ListedEvents store = new ListedEvents(sealed.events);

    Verdict verdict = verify(store, read -> store.events.remove(event));
    assertThat(verdict.isIntact()).isTrue();
    assertThat(verdict.count(Kind.ERASED, 0)).isOne();
  }

  @Test
  void findsWhatIsNoEventAtAll() throws Exception {
    ListedEvents store = new ListedEvents(sealed.events);
    store.events.add(0, Event.ofCanonical("{\"id\":\"x\"}".getBytes(UTF_8), 0, 10));
    store.events.add(Event.ofCanonical("{\"id\":\"x\"}".getBytes(UTF_8), 0, 10));

    Verdict verdict = verify(store, read -> {});
    assertThat(verdict.count(Kind.INSERTED, 0)).isEqualTo(2);
    assertThat(verdict.count(Kind.INTACT, 0)).isEqualTo(MANY);
    assertThat(verdict.problems()).hasSize(2);
    assertThat(verdict.problems().get(0).words()).contains("no id, or no time");
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
            .run(null, null);

    assertThat(verdict.firstBad()).hasValue(0);
    assertThat(verdict.problems().get(0).words()).contains("operator key that is trusted");
  }

  /** While the process is down, or before it has read the queue. */
  @Test
  void takesAWaitingRemovalOfTheKeyBeforeUntilTheNextEpoch() throws Exception {
    OperatorKey next = OperatorKey.make(SealedEvents.ORIGIN, temporary.resolve("next"));
    Event event = sealed.events.get(7);
    begin(next, sealed.operator);
    put(sealed.operator, event);
    remove(event);
    Verdict verdict = verify();
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.count(Kind.ERASED, 0)).isOne();
    assertThat(verdict.seals().get(0).operators())
        .containsExactly(next.verifier().hex(), sealed.operator.verifier().hex());

    begin(next, null);
    assertThat(verify().problems().get(0).words()).contains("is not there");
    assertThat(verify().problems().get(1).words()).contains("the operator key did not sign");
  }

  private void begin(OperatorKey key, @Nullable OperatorKey former) throws Exception {
    try (SealWriter writer =
        SealWriter.open(sealed.folder, FileMode.PRIVATE, SealedEvents.ORIGIN)) {
      writer.beginEpoch(key, former, 0, new byte[0]);
    }
  }

  @Test
  void looksForNothingInACopyThatWasLoggedSince() throws Exception {
    SealFolder copy = sealed.copy(temporary.resolve("copy"));
    List<Event> more = sealed.make(3);
    sink.log(more);
    assertThat(verify(null, copy).count(Kind.INSERTED, 0)).isEqualTo(3);

    Instant copied = Instant.ofEpochMilli(more.get(0).id().getMostSignificantBits() >>> 16);
    Verdict verdict =
        new Verification(
                new InMemoryEventStore(sink), sealed.trust(), read -> {}, SealedEvents.LATER)
            .of(copy, List.of())
            .run(null, copied);
    assertThat(verdict.isIntact()).isTrue();
    assertThat(verdict.count(Kind.UNSEALED, 0)).isEqualTo(3);
    assertThat(verdict.doubts().toString()).contains("3 events are in no seal", "logged since");
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

  @Test
  void saysThatAnotherKeySignedARemoval() throws Exception {
    OperatorKey foreign = OperatorKey.make(SealedEvents.ORIGIN, temporary.resolve("foreign"));
    put(foreign, sealed.events.get(7));

    Verdict verdict = verify();
    assertThat(verdict.isIntact()).isFalse();
    assertThat(verdict.problems().get(0).words()).contains("the operator key did not sign");
  }

  /** Whoever writes one file must not switch the verifier off. */
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

  @Test
  void hasNoRoomForEntriesWithoutEnd() throws Exception {
    byte[] entry = sealed.seal().entry(1, MANY + 2).bytes();
    try (IdIndex index = IdIndex.of(16)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  index.add(0, i, entry);
                }
              })
          .isInstanceOf(CannotTellException.class)
          .hasMessageContaining("verify again");
    }
  }

  @Test
  void cannotTellWhereThereIsNoSeal() {
    assertThatThrownBy(() -> verify(null, new SealFolder(temporary.resolve("nowhere"))))
        .isInstanceOf(CannotTellException.class)
        .hasMessageContaining("there is no seal");
  }
}
