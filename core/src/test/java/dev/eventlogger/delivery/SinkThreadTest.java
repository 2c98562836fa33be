package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.offer;
import static dev.eventlogger.delivery.TestEvents.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class SinkThreadTest {

  private final ScriptedSink sink = new ScriptedSink();
  private final MemoryQueue queue =
      new MemoryQueue(settings(100, 4, Duration.ofDays(1), OnFull.DROP_NEWEST));
  private final LogCounts counts = new LogCounts();
  private final SinkCall call = new SinkCall("test", Duration.ofSeconds(60));
  private final List<String> dead = new ArrayList<>();
  private final FailureReports reports = new FailureReports("test");
  private int failures;

  @Test
  void deliversInOrder() throws Exception {
    deliver("a", "b", "c", "d", "e");

    assertThat(sink.calls()).containsExactly(List.of("a", "b", "c", "d"), List.of("e"));
    assertThat(ledger().delivered()).isEqualTo(5);
  }

  @Test
  void sendsTheSameBatchAgainAfterAnyThrowable() throws Exception {
    sink.then(
            batch -> {
              throw new IOException("down");
            })
        .then(
            batch -> {
              throw new OutOfMemoryError("not really");
            })
        .then(
            batch -> {
              throw new InterruptedException("a sink's own");
            })
        .then(batch -> null);

    deliver("a", "b");

    List<String> all = List.of("a", "b");
    // At the third failure, the sink is tested for whether it fails on everything.
    assertThat(sink.calls())
        .containsExactly(all, all, all, List.of("a"), List.of("b"), List.of("a"));
    assertThat(ledger().delivered()).isEqualTo(2);
    assertThat(ledger().failures()).isEqualTo(4);
  }

  @Test
  void survivesASinkThatInterruptsItsThread() throws Exception {
    sink.then(
        batch -> {
          Thread.currentThread().interrupt();
          return DeliveryResult.DELIVERED;
        });

    deliver("a", "b", "c", "d", "e");

    assertThat(sink.delivered()).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void triesAgainOnlyWhatIsLeft() throws Exception {
    sink.then(batch -> DeliveryResult.retry(List.of(batch.get(2), batch.get(0))));

    deliver("a", "b", "c", "d");

    assertThat(sink.calls()).containsExactly(List.of("a", "b", "c", "d"), List.of("a", "c"));
    assertThat(sink.delivered()).containsExactly("b", "d", "a", "c");
    assertThat(ledger().delivered()).isEqualTo(4);
  }

  @Test
  void buriesWhatIsRejected() throws Exception {
    sink.then(batch -> DeliveryResult.rejected(List.of(new Rejected(batch.get(1), "too old"))));

    deliver("a", "b", "c");

    assertThat(dead).containsExactly("b: too old (1)");
    assertThat(ledger().delivered()).isEqualTo(2);
    assertThat(ledger().dead()).isEqualTo(1);
  }

  @Test
  void findsTheEventsThatMakeABatchBad() throws Exception {
    sink.always(
        batch -> {
          if (batch.stream().anyMatch(event -> event.name().startsWith("bad"))) {
            throw SinkException.badBatch("one does not fit", null);
          }
          return DeliveryResult.DELIVERED;
        });

    deliver("a", "bad-1", "c", "bad-2", "e");

    assertThat(sink.delivered()).containsExactly("a", "c", "e");
    String why = ": SinkException.BAD_BATCH: one does not fit (3)";
    assertThat(dead).containsExactly("bad-1" + why, "bad-2" + why);
    assertThat(ledger().delivered()).isEqualTo(3);
  }

  @Test
  void honoursTheDestinationsHint() throws Exception {
    Duration hint = Duration.ofMillis(120);
    long begun = System.nanoTime();
    List<Duration> called = new ArrayList<>();
    sink.then(
            batch -> {
              called.add(Duration.ofNanos(System.nanoTime() - begun));
              throw SinkException.unavailable(hint, "busy", null);
            })
        .then(
            batch -> {
              called.add(Duration.ofNanos(System.nanoTime() - begun));
              return DeliveryResult.DELIVERED;
            });
    offer(queue, "a");
    offer(queue, "b");
    offer(queue, "c");
    offer(queue, "d");
    Thread thread = new Thread(work());
    thread.start();
    assertThat(queue.flush(Duration.ofSeconds(100))).isTrue();
    queue.close();
    thread.join();

    assertThat(called.get(1).minus(called.get(0))).isGreaterThanOrEqualTo(hint);
  }

  @Test
  void isNotFooledByAnAnswerThatMakesNoSense() throws Exception {
    Event stranger = Event.of(EventDraft.named("stranger"));
    sink.then(
        batch ->
            new DeliveryResult(
                List.of(stranger, batch.get(1), batch.get(1)),
                List.of(
                    new Rejected(stranger, "who?"),
                    new Rejected(batch.get(0), "no"),
                    new Rejected(batch.get(0), "no"))));

    deliver("a", "b", "c");

    assertThat(dead).containsExactly("a: no (1)");
    assertThat(sink.calls()).containsExactly(List.of("a", "b", "c"), List.of("b"));
    assertThat(ledger().delivered()).isEqualTo(2);
    assertThat(ledger().pending()).isZero();
  }

  @Test
  void sendsAgainWhatIsRefusedAndCannotBeKept() throws Exception {
    failures = 2;
    sink.then(batch -> DeliveryResult.rejected(List.of(new Rejected(batch.get(0), "no"))))
        .then(
            batch -> {
              throw SinkException.badBatch("no", null);
            })
        .then(batch -> DeliveryResult.rejected(List.of(new Rejected(batch.get(0), "no"))));

    deliver("a", "b");

    assertThat(sink.calls()).containsExactly(List.of("a", "b"), List.of("a"), List.of("a"));
    assertThat(dead).containsExactly("a: no (3)");
    assertThat(ledger().delivered()).isEqualTo(1);
    assertThat(ledger().pending()).isZero();
  }

  @Test
  void aRejectedEventIsNotTriedAgainEvenIfTheSinkAsksForBoth() throws Exception {
    sink.then(
        batch ->
            new DeliveryResult(
                List.of(batch.get(0)), List.of(new Rejected(batch.get(0), "refused"))));

    deliver("a");

    assertThat(sink.calls()).containsExactly(List.of("a"));
    assertThat(ledger().dead()).isEqualTo(1);
  }

  @Test
  void settlesBothOfAnEventThatABatchHoldsTwice() throws Exception {
    byte[] json = TestEvents.json("twice");
    queue.offer(json, json.length);
    queue.offer(json, json.length);
    sink.then(batch -> DeliveryResult.retry(List.of(batch.get(1))))
        .then(batch -> DeliveryResult.rejected(List.of(new Rejected(batch.get(1), "no"))));

    deliver("a");

    assertThat(ledger().delivered()).isEqualTo(1);
    assertThat(ledger().dead()).isEqualTo(2);
    assertThat(ledger().pending()).isZero();
  }

  @Test
  void waitsNoLongerThanAnHourHoweverLongTheDestinationWantsToBeLeftAlone() throws Exception {
    sink.then(
        batch -> {
          throw SinkException.unavailable(Duration.ofSeconds(Long.MAX_VALUE), "busy", null);
        });

    deliver("a"); // closing cuts the wait short

    assertThat(sink.calls()).containsExactly(List.of("a"), List.of("a"));
    assertThat(ledger().failures()).isEqualTo(1);
    assertThat(SinkThread.LONGEST_HINT).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void leavesTheDestinationAloneForAsLongAsAnAnswerInPartAsks() throws Exception {
    List<Long> times = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    Duration rest = Duration.ofMillis(300);
    SinkException busy = SinkException.unavailable(rest, "one shard is busy", null);
    sink.then(
            batch -> {
              times.add(System.nanoTime());
              return DeliveryResult.retry(List.of(batch.get(1)), busy);
            })
        .then(
            batch -> {
              times.add(System.nanoTime());
              reasons.add(reports.current().reason());
              return new DeliveryResult(batch, List.of(), null, rest);
            })
        .then(
            batch -> {
              times.add(System.nanoTime());
              return DeliveryResult.DELIVERED;
            });
    offer(queue, "a");
    offer(queue, "b");
    queue.close();
    work().run();

    assertThat(sink.calls()).containsExactly(List.of("a", "b"), List.of("b"), List.of("b"));
    assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(rest.toNanos());
    assertThat(times.get(2) - times.get(1)).isGreaterThanOrEqualTo(rest.toNanos());
    assertThat(reasons).containsExactly("SinkException.UNAVAILABLE: one shard is busy");
  }

  @Test
  void writesNothingOfACauseThatMayQuoteAnEvent() throws Exception {
    List<String> reasons = new ArrayList<>();
    Throwable quoting = new IllegalStateException("cannot take the event of ada");
    sink.then(batch -> DeliveryResult.retry(batch, quoting))
        .then(
            batch -> {
              reasons.add(reports.current().reason());
              return DeliveryResult.DELIVERED;
            });

    deliver("a");

    assertThat(reasons).singleElement().asString().contains("IllegalStateException");
    assertThat(reasons.toString()).doesNotContain("ada");
    assertThat(DeliveryResult.retry(List.of(), quoting).toString())
        .startsWith("DeliveryResult[retry=0, rejected=0, cause=java.lang.IllegalStateException")
        .doesNotContain("ada");
  }

  @Test
  void closesTheSinkOnceWhenTheQueueIsDone() throws Exception {
    deliver("a");

    assertThat(sink.closes()).isEqualTo(1);
  }

  private LogLedger ledger() {
    return counts.ledger(queue, call.calls(), reports.current());
  }

  private void deliver(String... names) throws InterruptedException {
    for (String name : names) {
      offer(queue, name);
    }
    queue.close();
    SinkThread work = work();
    work.hurry();
    Thread thread = new Thread(work);
    thread.start();
    thread.join();
  }

  private SinkThread work() {
    OpenableSink openable = new OpenableSink(sink, TestEvents.config("test"), call);
    RetryPolicy retry = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(2));
    Suspicion suspicion = new Suspicion(retry, Duration.ofDays(1), System::nanoTime);
    DeadLetters letters =
        letter -> {
          if (failures-- > 0) {
            throw new IOException("disk full");
          }
          dead.add(letter.event().name() + ": " + letter.reason() + " (" + letter.attempts() + ")");
        };
    Burial burial = new Burial("test", letters, counts.settled(), reports);
    return new SinkThread(
        queue, openable, retry, suspicion, counts.settled(), burial, reports, new Sealing(null));
  }
}
