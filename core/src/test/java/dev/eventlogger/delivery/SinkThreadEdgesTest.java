package dev.eventlogger.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is called, counted and reported, call by call. */
@Timeout(60)
class SinkThreadEdgesTest {

  private static final List<String> BAD = List.of("bad");
  private static final List<String> GOOD = List.of("good");

  private final ScriptedSink sink = new ScriptedSink();
  private final ScriptedQueue queue = new ScriptedQueue();
  private final LogRecords said = new LogRecords("dev.eventlogger.delivery");
  private final LogCounts counts = new LogCounts();
  private final FailureReports reports = new FailureReports("log");
  private final Letters letters = new Letters();
  private RetryPolicy retry = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(2));

  @AfterEach
  void stopListening() {
    said.close();
  }

  @Test
  void whatTheQueueThrowsIsSaidAndAfterAPauseItIsAskedAgain() {
    queue.then("a").failTake(new OutOfMemoryError("not really"));
    long begun = System.nanoTime();

    work().run();

    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(100_000_000);
    assertThat(sink.delivered()).containsExactly("a");
    assertThat(said.messages()).hasSize(2);
    assertThat(said.messages().get(0)).startsWith("log log: delivery failed");
    assertThat(said.messages().get(1)).isEqualTo("log log: delivers again, after 1 failures");
    assertThat(sink.closes()).isEqualTo(1);
    assertThat(letters.closes).isEqualTo(1);
  }

  @Test
  void whereNoMoreCanBeReadAllThatIsOutIsTakenAgain() {
    sink.always(SinkThreadEdgesTest::failOnBad);
    queue.then("bad").then("good").failMore(new OutOfMemoryError("not really"));

    work().run();

    assertThat(sink.calls()).startsWith(BAD, BAD, BAD, BAD, BAD, BAD, GOOD);
    assertThat(letters.dead).containsExactly("bad");
  }

  @Test
  void whereTheBatchIsOneEventTheNextIsTriedToSeeWhoseFaultItIs() {
    sink.always(SinkThreadEdgesTest::failOnBad);
    queue.then("bad").then("good");

    work().run();

    assertThat(sink.calls()).startsWith(BAD, BAD, BAD, GOOD, BAD, GOOD);
    assertThat(letters.dead).containsExactly("bad");
  }

  @Test
  void whileAnEventRestsNobodyIsBusyAndEachStrikeIsAFailure() {
    retry = new RetryPolicy(Duration.ofMillis(20), Duration.ofMillis(20));
    sink.always(SinkThreadEdgesTest::failOnBad);
    queue.then("good").then("bad");

    work().run();

    assertThat(letters.dead).containsExactly("bad");
    assertThat(queue.asked()).isLessThan(100);
    assertThat(counts.settled().failures()).isEqualTo(2 + Suspicion.STRIKES);
    assertThat(said.messages()).last().asString().endsWith("delivers again, after 12 failures");
  }

  @Test
  void anEventIsSaidToBeADeadLetterWhenItIsOne() {
    letters.failures = 1;
    sink.always(SinkThreadEdgesTest::failOnBad);
    queue.then("good").then("bad");

    work().run();

    assertThat(letters.dead).containsExactly("bad");
    assertThat(said.messages().stream().filter(line -> line.contains("is a dead letter")))
        .hasSize(1);
  }

  @Test
  void whatIsDeliveredOfABatchThatWasCutEndsTheFailure() {
    List<SinkFailure> seen = new ArrayList<>();
    sink.then(SinkThreadEdgesTest::unavailable)
        .then(SinkThreadEdgesTest::refuse)
        .then(batch -> DeliveryResult.DELIVERED)
        .then(
            batch -> {
              seen.add(reports.current());
              return DeliveryResult.DELIVERED;
            });
    queue.then("a", "b");

    work().run();

    assertThat(seen).containsExactly((SinkFailure) null);
    assertThat(sink.delivered()).containsExactly("a", "b");
    assertThat(counts.settled().failures()).isEqualTo(2);
  }

  @Test
  void oneThatIsRefusedIsAFailedCallAndNoFailureOfTheSink() {
    List<SinkFailure> seen = new ArrayList<>();
    sink.then(SinkThreadEdgesTest::refuse)
        .then(SinkThreadEdgesTest::refuse)
        .then(
            batch -> {
              seen.add(reports.current());
              return DeliveryResult.DELIVERED;
            });
    queue.then("bad", "good");

    work().run();

    assertThat(letters.dead).containsExactly("bad");
    assertThat(seen).containsExactly((SinkFailure) null);
    assertThat(counts.settled().failures()).isEqualTo(2);
    assertThat(said.messages()).isEmpty();
  }

  @Test
  void whatIsRefusedAndCannotBeKeptIsTriedAgain() {
    letters.failures = 1;
    sink.then(SinkThreadEdgesTest::refuse).then(SinkThreadEdgesTest::refuse);
    queue.then("bad");

    work().run();

    assertThat(letters.dead).containsExactly("bad");
    assertThat(counts.settled().failures()).isEqualTo(2);
  }

  @Test
  void whatWasCutIsSentTogetherAgainInAnOutage() {
    List<String> all = List.of("a", "b", "c", "d");
    sink.then(SinkThreadEdgesTest::refuse).then(SinkThreadEdgesTest::unavailable);
    queue.then("a", "b", "c", "d");

    work().run();

    assertThat(sink.calls()).containsExactly(all, List.of("a", "b"), all);
  }

  @Test
  void whatWasCutIsSentTogetherAgainWhereItsFaultIsNotAskedForYet() {
    List<String> both = List.of("a", "b");
    sink.then(SinkThreadEdgesTest::refuse).then(SinkThreadEdgesTest::fail);
    queue.then("a", "b");

    work().run();

    assertThat(sink.calls()).containsExactly(both, List.of("a"), both);
  }

  @Test
  void anOutageWhileOthersAreTriedSpeaksAgainstNoEvent() {
    List<String> both = List.of("a", "b");
    for (int i = 0; i < 3; i++) {
      sink.then(SinkThreadEdgesTest::fail);
    }
    sink.then(SinkThreadEdgesTest::unavailable);
    queue.then("a", "b");

    work().run();

    assertThat(sink.calls()).containsExactly(both, both, both, List.of("a"), both);
  }

  @Test
  void threeOthersAreTriedAndNoMore() {
    List<String> all = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    for (int i = 0; i < 6; i++) {
      sink.then(SinkThreadEdgesTest::fail);
    }
    queue.then(all.toArray(String[]::new));

    work().run();

    assertThat(sink.calls()).hasSize(7).startsWith(all, all, all).endsWith(all);
    assertThat(sink.calls().subList(3, 6)).allSatisfy(call -> assertThat(call).hasSize(1));
  }

  @Test
  void whileItIsClosedItStillLeavesTheDestinationAloneForAMoment() {
    Duration hint = Duration.ofMillis(60);
    sink.then(
        batch -> {
          throw SinkException.unavailable(hint, "busy", null);
        });
    queue.then("a");
    SinkThread work = work();
    work.hurry();
    long begun = System.nanoTime();

    work.run();

    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(hint.toNanos());
    assertThat(sink.delivered()).containsExactly("a");
  }

  @Test
  void anAnswerThatMakesNoSenseIsSaid() {
    Event stranger = Event.of(EventDraft.named("stranger"));
    sink.then(
        batch ->
            new DeliveryResult(
                List.of(batch.get(1), stranger),
                List.of(new Rejected(batch.get(0), "no"), new Rejected(stranger, "who?"))));
    queue.then("a", "b");

    work().run();

    assertThat(said.messages())
        .containsOnlyOnce(
            "log log: its sink rejected an event that is not in the batch, or twice",
            "log log: its sink asked to retry an event that is not in the batch, or twice")
        .hasSize(2);
  }

  private static DeliveryResult failOnBad(List<Event> batch) {
    return batch.stream().anyMatch(event -> event.name().equals("bad"))
        ? fail(batch)
        : DeliveryResult.DELIVERED;
  }

  private static DeliveryResult fail(List<Event> batch) {
    throw new IllegalStateException("of " + batch.size());
  }

  private static DeliveryResult refuse(List<Event> batch) throws SinkException {
    throw SinkException.badBatch("one of " + batch.size() + " does not fit", null);
  }

  private static DeliveryResult unavailable(List<Event> batch) throws SinkException {
    throw SinkException.unavailable("down for " + batch.size(), null);
  }

  private SinkThread work() {
    SinkCall call = new SinkCall("log", Duration.ofSeconds(60));
    OpenableSink openable = new OpenableSink(sink, TestEvents.config("log"), call);
    Suspicion suspicion = new Suspicion(retry, Duration.ofDays(1), System::nanoTime);
    Burial burial = new Burial("log", letters, counts.settled(), reports);
    return new SinkThread(
        queue, openable, retry, suspicion, counts.settled(), burial, reports, new Sealing(null));
  }

  /** Dead letters that cannot be kept at first. */
  private static final class Letters implements DeadLetters {
    private final List<String> dead = Collections.synchronizedList(new ArrayList<>());
    private int failures;
    private int closes;

    @Override
    public void add(DeadLetter letter) throws IOException {
      if (failures-- > 0) {
        throw new IOException("disk full");
      }
      dead.add(letter.event().name());
    }

    @Override
    public void close() {
      closes++;
    }
  }
}
