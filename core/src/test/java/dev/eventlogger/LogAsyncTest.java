package dev.eventlogger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events logged without waiting for their outcomes. */
@Timeout(60)
class LogAsyncTest {

  private static final String ONE_AT_A_TIME =
      """
      EVENT_LOGGER_NAME: held
      EVENT_DELIVERY: {queue_events: 1, linger: 0s, on_full: block(50s), close_timeout: 20s}
      """;

  @TempDir private Path directory;

  @Test
  void tellsOfEachEventWhenAJournalThatIsSyncedHasIt() throws Exception {
    List<Thread> ofOthers = threads();
    RecordingSink sink = new RecordingSink("memory");
    EventLogger events =
        open(
            "EVENT_LOGGER_NAME: memory\nEVENT_DELIVERY: {directory: '"
                + directory
                + "', sync: always}",
            sink);
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      outcomes.add(events.logAsync(draft("n" + i)).toCompletableFuture());
    }

    for (CompletableFuture<Outcome> outcome : outcomes) {
      assertThat(outcome.get(30, SECONDS)).isEqualTo(Outcome.Accepted.ACCEPTED);
    }
    assertThat(events.ledger().accepted()).isEqualTo(500);
    assertThat(events.ledger().logs().get("memory").taken()).isEqualTo(500);
    List<Thread> own = new ArrayList<>(threads());
    own.removeAll(ofOthers);
    assertThat(own).hasSize(1);
    events.close();
    assertThat(sink.events())
        .extracting(Event::name)
        .isEqualTo(IntStream.range(0, 500).mapToObj(i -> "n" + i).toList());
  }

  @Test
  void doesNotHaveTheCallerWaitForRoom() throws Exception {
    HeldSink sink = new HeldSink();
    EventLogger events = open(ONE_AT_A_TIME, sink);
    assertThat(events.log(draft("out")).isAccepted()).isTrue();
    sink.isCalled.await();

    CompletableFuture<Outcome> later = events.logAsync(draft("later")).toCompletableFuture();
    assertThat(later).isNotDone();
    assertThat(events.ledger().logged()).isEqualTo(1);

    sink.mayGoOn.countDown();
    assertThat(later.get(30, SECONDS)).isEqualTo(Outcome.Accepted.ACCEPTED);
    assertThat(events.ledger().accepted()).isEqualTo(2);
    events.close();
  }

  @Test
  void tellsAtOnceWhereNobodyWaits() {
    List<Thread> ofOthers = threads();
    EventLogger events = open("EVENT_LOGGER_NAME: memory", new RecordingSink("memory"));

    assertThat(events.logAsync(draft("n")).toCompletableFuture())
        .isCompletedWithValue(Outcome.Accepted.ACCEPTED);
    assertThat(events.logAsync(EventDraft.blank()).toCompletableFuture())
        .isCompletedWithValueMatching(Outcome.Invalid.class::isInstance);
    assertThat(events.logAsync(null).toCompletableFuture())
        .isCompletedWithValueMatching(Outcome.Invalid.class::isInstance);
    assertThat(Events.none().logAsync(draft("n")).toCompletableFuture())
        .isCompletedWithValue(new Outcome.Filtered("none"));
    assertThat(ofOthers).containsAll(threads());

    events.close();
    assertThat(events.logAsync(draft("n")).toCompletableFuture())
        .isCompletedWithValue(new Outcome.Dropped(List.of("memory"), DropReason.CLOSED));
    Ledger ledger = events.ledger();
    assertThat(ledger.logged()).isEqualTo(4);
    assertThat(ledger.totalInvalid()).isEqualTo(2);
    assertThat(ledger.totalDropped()).isEqualTo(1);
  }

  @Test
  void closingTellsOfThoseThatStillWait() throws Exception {
    HeldSink sink = new HeldSink();
    EventLogger events = open(ONE_AT_A_TIME, sink);
    assertThat(events.log(draft("out")).isAccepted()).isTrue();
    sink.isCalled.await();
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      outcomes.add(events.logAsync(draft("n" + i)).toCompletableFuture());
    }
    CompletableFuture<Void> freed = outcomes.get(2).thenRun(sink.mayGoOn::countDown);

    events.close();

    for (CompletableFuture<Outcome> outcome : outcomes) {
      assertThat(outcome.get(30, SECONDS))
          .isEqualTo(new Outcome.Dropped(List.of("held"), DropReason.CLOSED));
    }
    assertThat(freed).isCompleted();
    assertThat(events.ledger().logged()).isEqualTo(4);
    assertThat(events.ledger().dropped()).containsEntry(DropReason.CLOSED, 3L);
    assertThat(events.logAsync(draft("after")).toCompletableFuture()).isCompleted();
  }

  @Test
  void whoIsToldMayLogAndWaitForThat() throws Exception {
    EventLogger events =
        open(
            "EVENT_LOGGER_NAME: memory\nEVENT_DELIVERY: {on_full: block(10s)}",
            new RecordingSink("memory"));

    CompletableFuture<Outcome> second = new CompletableFuture<>();
    events
        .logAsync(draft("first"))
        .thenAccept(
            first ->
                second.complete(events.logAsync(draft("second")).toCompletableFuture().join()));

    assertThat(second.get(30, SECONDS)).isEqualTo(Outcome.Accepted.ACCEPTED);
    events.close();
    assertThat(events.ledger().accepted()).isEqualTo(2);
  }

  private static EventDraft draft(String name) {
    return EventDraft.named(name).type(EventType.CLICK);
  }

  private static EventLogger open(String yaml, BaseEventLogger sink) {
    return EventLogger.open(EventLoggerConfig.parse("test.yaml", yaml, Map.of()), sink);
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("event-logger-async"))
        .toList();
  }

  /** Holds its first call until it may go on. */
  private static final class HeldSink extends BaseEventLogger {
    private final CountDownLatch isCalled = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    @Override
    public String loggerName() {
      return "held";
    }

    @Override
    public void open(SinkConfig config) {}

    @Override
    public DeliveryResult log(List<Event> batch) throws InterruptedException {
      isCalled.countDown();
      mayGoOn.await();
      return DeliveryResult.DELIVERED;
    }
  }
}
