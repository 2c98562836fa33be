package dev.eventlogger.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.cli.verify.Verdict.Kind;
import dev.eventlogger.cli.verify.Verdict.Outcome;
import dev.eventlogger.event.Event;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.seal.OperatorKey;
import dev.eventlogger.seal.Removal;
import dev.eventlogger.seal.SealWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a verification accepts as properly removed. */
@Timeout(60)
final class VerifiedRemovalsTest extends VerifiedLog {

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

  /** Nothing is left of an erased event to compare with, so its place could be filled. */
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

  /** The record is written, and its events are removed, after these were skipped. */
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

  /** An erasure is signed, but its event is read before it is removed. */
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

  /** The process is down, or has not read the queue yet. */
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
  void saysThatAnotherKeySignedARemoval() throws Exception {
    OperatorKey foreign = OperatorKey.make(SealedEvents.ORIGIN, temporary.resolve("foreign"));
    put(foreign, sealed.events.get(7));

    Verdict verdict = verify();
    assertThat(verdict.isIntact()).isFalse();
    assertThat(verdict.problems().get(0).words()).contains("the operator key did not sign");
  }
}
