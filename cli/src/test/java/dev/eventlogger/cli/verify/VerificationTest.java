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
import dev.eventlogger.seal.EpochRecord;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.seal.SealWriter;
import dev.eventlogger.testkit.InMemoryEventStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a verification says about the events of a store, rule by rule. */
@Timeout(60)
final class VerificationTest extends VerifiedLog {

  @Test
  void countsWhatIsIntactAndWhatAnAnchorCovers() throws Exception {
    Verdict verdict = verify(new Anchor("x", anchor));

    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.count(Kind.INTACT, 0)).isEqualTo(MANY);
    assertThat(verdict.seals().get(0).anchored()).isEqualTo(MANY / 2 + 1);
    assertThat(verdict.seals().get(0).epochs()).isEqualTo(2);
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

  /** Epochs have whole seconds: the gap goes from one to the next, plus a second. */
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
      var unused = added(id, gap.to());
    }
    Verdict verdict = verify();

    boolean isFirstSecond = millis < sealed.begun().plusSeconds(1).toEpochMilli();
    assertThat(gap.events()).isEqualTo(2);
    assertThat(verdict.count(Kind.UNSEALED, 0)).isEqualTo(isFirstSecond ? 3 : 2);
    assertThat(verdict.count(Kind.INSERTED, 0)).isEqualTo(isFirstSecond ? 1 : 2);
  }

  /** By its id it was logged in the gap, but by its time it happened later. */
  @Test
  void takesNoEventInAGapThatHappenedLater() throws Exception {
    try (SealWriter writer =
        SealWriter.open(sealed.folder, FileMode.PRIVATE, SealedEvents.ORIGIN)) {
      writer.beginEpoch(sealed.operator, null, 9, new byte[0]);
    }
    Instant to = gap().to();
    UUID id = new UUID(to.toEpochMilli() << 16 | 0x7000L, 0x8000000000000001L);
    Event later = added(id, to.plusSeconds(1));
    assertThat(verify().count(Kind.INSERTED, 0)).isOne();

    remove(later);
    var unused = added(id, to);
    assertThat(verify().count(Kind.UNSEALED, 0)).isOne();
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

  /** By its id it was logged within the time range, but it happened long before. */
  @Test
  void findsAnEventOfAnotherTimeByItsId() throws Exception {
    Verdict verdict = verify(sealed.events.get(MANY - 1).createdAt(), sealed.seal());

    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.count(Kind.MISSING, 0)).isZero();
  }

  /** Somebody who adds an event to a store chooses its id and its time. */
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

  /** A copy has no journal to ask. */
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
  void looksForNothingInACopyThatWasLoggedSince() throws Exception {
    SealFolder copy = sealed.copy(temporary.resolve("copy"));
    List<Event> more = sealed.make(3);
    sink.log(more);
    assertThat(verify(null, copy).count(Kind.INSERTED, 0)).isEqualTo(3);

    // They happened up to a second before they were logged.
    long first = more.get(0).id().getMostSignificantBits() >>> 16;
    Instant copied = Instant.ofEpochMilli(first - 2_000);
    Verdict verdict = verifyUntil(copied, copy);
    assertThat(verdict.isIntact()).isTrue();
    assertThat(verdict.count(Kind.UNSEALED, 0)).isEqualTo(3);
    assertThat(verdict.doubts().toString()).contains("3 events are in no seal", "logged since");

    var unused = added(new UUID(first << 16 | 0x7000L, 0x8000000000000009L), sealed.begun());
    Verdict backdated = verifyUntil(copied, copy);
    assertThat(backdated.outcome()).isEqualTo(Outcome.CANNOT_TELL);
    assertThat(backdated.unsure().toString()).contains("1 of these say that they happened before");
  }

  private Verdict verifyUntil(Instant copied, SealFolder copy) throws Exception {
    return new Verification(
            new InMemoryEventStore(sink), sealed.trust(), read -> {}, SealedEvents.LATER)
        .of(copy, List.of())
        .run(null, copied);
  }

  /** The log goes on while its events are read, so salts that follow are missing at first. */
  @Test
  void comparesAnEventThatWasSealedSinceTheSaltsBeforeItWereRead() throws Exception {
    ListedEvents store = new ListedEvents(sealed.events);
    Event later = sealed.make(1).get(0);
    store.events.add(later);

    Verdict verdict = verify(store, read -> sealLater(later));

    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.count(Kind.INTACT, 0)).isEqualTo(MANY + 1);
  }

  private void sealLater(Event event) {
    try {
      var unused = sealed.seal(List.of(event));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void cannotTellWhereThereIsNoSeal() {
    assertThatThrownBy(() -> verify(null, new SealFolder(temporary.resolve("nowhere"))))
        .isInstanceOf(CannotTellException.class)
        .hasMessageContaining("there is no seal");
  }
}
