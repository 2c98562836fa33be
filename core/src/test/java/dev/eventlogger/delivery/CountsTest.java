package dev.eventlogger.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.event.Outcome.InvalidReason;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.SchemaRef;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ledger's numbers add up. */
@Timeout(60)
class CountsTest {

  private static final SinkCalls NO_CALLS = new SinkCalls(0, Duration.ZERO, null);
  private static final List<Problem> WRONG = List.of(new Problem("/a", "is wrong"));
  private static final SchemaRef RUN = new SchemaRef("run", "1");

  private final LogCounts counts = new LogCounts();
  private final MemoryQueue queue =
      new MemoryQueue(TestEvents.settings(3, 2, Duration.ZERO, OnFull.DROP_OLDEST));

  private LogLedger ledger() {
    return counts.ledger(queue, NO_CALLS, null);
  }

  @Test
  void anEventIsCountedWhenItsTransactionIsOverAndNotBefore() {
    OutcomeCounts outcomes = new OutcomeCounts();
    Outcome staged = new Outcome.Staged(List.of("db"));
    outcomes.add(EventType.VIEW, staged);

    assertThat(staged.isAccepted()).isFalse();
    assertThat(outcomes.logged()).isZero();
    assertThat(outcomes.ledger(Map.of(), null).logged()).isZero();
    outcomes.add(EventType.VIEW, Outcome.Accepted.ACCEPTED);
    assertThat(outcomes.logged()).isEqualTo(1);
  }

  @Test
  void anEventIsPendingUntilSomethingBecameOfIt() {
    TestEvents.offer(queue, "a");
    TestEvents.offer(queue, "b");
    TestEvents.offer(queue, "c");
    assertThat(ledger().pending()).isEqualTo(3);

    counts.settled().delivered(1);
    counts.settled().dead(1);

    assertThat(ledger().taken()).isEqualTo(3);
    assertThat(ledger().delivered()).isEqualTo(1);
    assertThat(ledger().dead()).isEqualTo(1);
    assertThat(ledger().pending()).isEqualTo(1);
    assertThat(ledger().totalLost()).isZero();
  }

  @Test
  void whatMadeRoomIsLostAndNotPending() {
    for (int i = 0; i < 5; i++) {
      TestEvents.offer(queue, "e" + i);
    }

    assertThat(ledger().lost()).isEqualTo(Map.of(LossReason.EVICTED, 2L));
    assertThat(ledger().pending()).isEqualTo(3);
    assertThat(ledger().queue().events()).isEqualTo(3);
  }

  @Test
  void whatIsGivenUpIsLostOnceAndNothingIsCountedAfter() {
    for (int i = 0; i < 5; i++) {
      TestEvents.offer(queue, "e" + i);
    }
    counts.settled().delivered(1);
    counts.settled().dead(1);

    counts.settled().giveUp(queue);
    counts.settled().delivered(1);
    counts.settled().dead(1);
    counts.settled().giveUp(queue);

    assertThat(ledger().lost())
        .isEqualTo(Map.of(LossReason.EVICTED, 2L, LossReason.CLOSE_TIMEOUT, 1L));
    assertThat(ledger().delivered()).isEqualTo(1);
    assertThat(ledger().dead()).isEqualTo(1);
    assertThat(ledger().pending()).isZero();
  }

  @Test
  void whereNothingIsLeftNothingIsLost() {
    TestEvents.offer(queue, "a");
    counts.settled().delivered(1);

    counts.settled().giveUp(queue);

    assertThat(ledger().lost()).isEmpty();
  }

  @Test
  void eventsThatTheLogDidNotTakeAreCountedByReason() {
    counts.drops().add(DropReason.QUEUE_FULL);
    counts.drops().add(DropReason.QUEUE_FULL);
    counts.drops().add(DropReason.CLOSED);
    counts.settled().failed();

    assertThat(ledger().dropped())
        .isEqualTo(Map.of(DropReason.QUEUE_FULL, 2L, DropReason.CLOSED, 1L));
    assertThat(ledger().failures()).isEqualTo(1);
    assertThat(ledger().taken()).isZero();
  }

  @Test
  void notesSayWhenTheLastEventWasDroppedAndOnlyThen() {
    assertThat(counts.notes(null, null)).isEqualTo(LogNotes.NONE);
    Instant before = Instant.now().minusSeconds(1);
    counts.drops().add(DropReason.QUEUE_FULL);
    counts.settled().failed();
    LogNotes notes = counts.notes(before, null);

    assertThat(notes.lastDrop()).isBetween(before, Instant.now());
    assertThat(notes.lastDrop()).isEqualTo(notes.lastDrop().truncatedTo(ChronoUnit.SECONDS));
    assertThat(notes.failures()).isEqualTo(1);
    assertThat(notes.stuckSince()).isEqualTo(before);
    assertThat(notes.dropped()).isEqualTo(Map.of(DropReason.QUEUE_FULL, 1L));
    assertThat(counts.notes(null, null).lastDrop()).isEqualTo(notes.lastDrop());
  }

  @Test
  void eachEventHasOneOutcomeInAllAndInItsType() {
    OutcomeCounts outcomes = new OutcomeCounts();
    outcomes.add(EventType.CLICK, new Outcome.Accepted());
    outcomes.add(EventType.CLICK, new Outcome.Filtered("rule 1"));
    outcomes.add(EventType.CLICK, new Outcome.Filtered("rule 1"));
    outcomes.add(EventType.API, new Outcome.Invalid(InvalidReason.VIOLATES_SCHEMA, RUN, WRONG));
    outcomes.add(null, new Outcome.Invalid(InvalidReason.VIOLATES_SCHEMA, null, WRONG));
    outcomes.add(null, new Outcome.Dropped(List.of("log"), DropReason.QUEUE_FULL));
    outcomes.add(null, new Outcome.Accepted());
    outcomes.addNotKept();

    Ledger ledger = outcomes.ledger(Map.of(), null);

    String reason = "violates-schema";
    assertThat(ledger.accepted()).isEqualTo(2);
    assertThat(ledger.filtered()).isEqualTo(Map.of("rule 1", 2L));
    assertThat(ledger.invalid()).isEqualTo(Map.of(reason, 1L, reason + " " + RUN, 1L));
    assertThat(ledger.invalidNotKept()).isEqualTo(1);
    assertThat(ledger.dropped()).isEqualTo(Map.of(DropReason.QUEUE_FULL, 1L));
    assertThat(ledger.totalFiltered()).isEqualTo(2);
    assertThat(ledger.totalInvalid()).isEqualTo(2);
    assertThat(ledger.totalDropped()).isEqualTo(1);
    assertThat(ledger.logged()).isEqualTo(7);
    assertThat(outcomes.logged()).isEqualTo(7);
    assertThat(ledger.types())
        .containsEntry("click", new OutcomeTotals(1, 2, 0, 0))
        .containsEntry("api", new OutcomeTotals(0, 0, 1, 0))
        .containsEntry("view", new OutcomeTotals(0, 0, 0, 0))
        .containsEntry("none", new OutcomeTotals(1, 0, 1, 1));
  }

  @Test
  void theQueueSaysHowFullItIsAndMayBe() throws InterruptedException {
    TestEvents.offer(queue, "a");
    TestEvents.offer(queue, "b");
    TestEvents.offer(queue, "c");
    long bytes = TestEvents.json("a").length * 3L;
    assertThat(queue.fill().events()).isEqualTo(3);
    assertThat(queue.fill().bytes()).isBetween(bytes - 30, bytes + 30);
    assertThat(queue.fill().mostEvents()).isEqualTo(3);
    assertThat(queue.fill().mostBytes()).isEqualTo(64L << 20);

    assertThat(queue.take()).hasSize(2);
    assertThat(queue.fill().events()).isEqualTo(3);
    queue.settle();

    assertThat(queue.fill().events()).isEqualTo(1);
    assertThat(queue.accepted()).isEqualTo(3);
    assertThat(queue.isKept()).isFalse();
    assertThat(queue.lost()).isEmpty();
  }
}
