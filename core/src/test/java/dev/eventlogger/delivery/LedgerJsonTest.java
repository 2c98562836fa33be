package dev.eventlogger.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.spi.OutboxState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ledger as the command, the server and reports show it. */
class LedgerJsonTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final QueueFill FILL = new QueueFill(3, 700, 10, 9000);

  private static Ledger ledger(OutboxState outbox) {
    return new Ledger(
        7,
        Map.of("quiet", 2L),
        Map.of("violates-schema", 3L),
        1,
        Map.of(DropReason.QUEUE_FULL, 4L),
        Map.of(),
        Map.of("db", log(null, null, FILL)),
        outbox);
  }

  private static LogLedger log(SinkFailure failure, Instant stuckSince, QueueFill queue) {
    return new LogLedger(
        20,
        9,
        2,
        Map.of(LossReason.CLOSE_TIMEOUT, 1L),
        5,
        Map.of(DropReason.DISK_SLOW, 6L),
        failure,
        new SinkCalls(8, Duration.ofSeconds(1), stuckSince),
        queue);
  }

  @Test
  void hasEveryOutcomeAndWhatIsMadeOfEachLog() {
    Map<String, Object> json =
        LedgerJson.of(ledger(null), (name, log) -> Map.of(name, log.delivered()));

    assertThat(json.toString())
        .isEqualTo(
            "{logged=16, accepted=7, filtered={quiet=2}, invalid={violates-schema=3},"
                + " invalid_not_kept=1, dropped={queue-full=4}, logs={db={db=9}}}");
  }

  @Test
  void hasAnOutboxWhereThereIsOne() {
    OutboxState outbox = new OutboxState(11, NOON, 12, 13, 14, "no connection");

    assertThat(LedgerJson.of(ledger(outbox), (name, log) -> Map.of()).get("outbox"))
        .isEqualTo(
            Map.of(
                "waiting", 11L,
                "oldest", "2026-06-01T12:00:00Z",
                "relayed", 12L,
                "failed", 13L,
                "unclaimed", 14L,
                "problem", "no connection"));
    assertThat(LedgerJson.outbox(new OutboxState(0, null, 1, 2, 3, null)))
        .isEqualTo(Map.of("waiting", 0L, "relayed", 1L, "failed", 2L, "unclaimed", 3L));
  }

  @Test
  void ofALogHasItsCountsAndItsQueue() {
    assertThat(LedgerJson.state(log(null, null, FILL)).toString())
        .isEqualTo(
            "{taken=20, delivered=9, dead=2, pending=8, lost={close-timeout=1},"
                + " dropped={disk-slow=6}, failures=5, queued_events=3, queued_bytes=700,"
                + " most_events=10, most_bytes=9000}");
  }

  @Test
  void saysNothingOfALimitThatThereIsNot() {
    QueueFill ofAJournal = new QueueFill(3, 700, Long.MAX_VALUE, 9000);

    assertThat(LedgerJson.state(log(null, null, ofAJournal)))
        .doesNotContainKey("most_events")
        .containsEntry("most_bytes", 9000L);
  }

  @Test
  void ofALogThatFailsOrIsStuckSaysWhyAndSinceWhen() {
    SinkFailure failure = new SinkFailure(NOON, "refused", true);

    Map<String, Object> state = LedgerJson.state(log(failure, NOON.plusSeconds(1), FILL));

    assertThat(state)
        .containsEntry(
            "failing",
            Map.of("since", "2026-06-01T12:00:00Z", "reason", "refused", "needs_person", true))
        .containsEntry("stuck_since", "2026-06-01T12:00:01Z");
    List<String> keys = new ArrayList<>(state.keySet());
    assertThat(keys).endsWith("failing", "stuck_since");
    state.put("mine", 1); // the caller owns the map
  }

  @Test
  void aReasonIsAWordAndOtherTextStaysAsItIs() {
    assertThat(LedgerJson.word(DropReason.QUEUE_FULL)).isEqualTo("queue-full");
    assertThat(LedgerJson.word("My_Rule")).isEqualTo("My_Rule");
  }
}
