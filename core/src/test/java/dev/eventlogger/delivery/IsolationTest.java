package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.offer;
import static dev.eventlogger.delivery.TestEvents.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One event that a sink cannot handle is given up; an outage gives up none. */
@Timeout(120)
class IsolationTest {

  private final ScriptedSink sink = new ScriptedSink();
  private final List<String> dead = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong clock = new AtomicLong();
  private final LogRecords said = new LogRecords("dev.eventlogger.delivery");
  private final LogCounts counts = new LogCounts();
  private final FailureReports reports = new FailureReports("log");
  private MemoryQueue queue = queue(500);
  private SinkThread work;
  private Thread thread;

  @AfterEach
  void end() throws Exception {
    said.close();
    if (thread != null) {
      work.abandon();
      thread.interrupt();
      thread.join();
    }
  }

  /** How a sink's code fails on one event. */
  enum Fault {
    RUNTIME_EXCEPTION,
    NULL_RESULT,
    STACK_OVERFLOW,
    MISSING_CLASS;

    DeliveryResult happen() {
      return switch (this) {
        case RUNTIME_EXCEPTION -> throw new NullPointerException("of the event");
        case NULL_RESULT -> null;
        case STACK_OVERFLOW -> throw new StackOverflowError();
        case MISSING_CLASS -> throw new NoClassDefFoundError("app/Uid");
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void givesUpTheOneEventThatASinkFailsOnAndDeliversAllOthersOnce(Fault fault) throws Exception {
    sink.always(batch -> has(batch, "bad") ? fault.happen() : DeliveryResult.DELIVERED);
    List<String> names = names(300);
    names.set(120, "bad");
    offerAll(names);
    start();
    assertThat(queue.flush(Duration.ofSeconds(60))).isTrue();

    assertThat(dead).containsExactly("bad");
    names.remove("bad");
    assertThat(distinct(sink.delivered())).containsExactlyInAnyOrderElementsOf(names);
    assertThat(ledger().delivered()).isEqualTo(299);
    assertThat(ledger().pending()).isZero();
    // 3 tries, 2 calls for each halving, 2 for each strike
    assertThat(sink.calls()).hasSizeLessThan(3 + 2 * 9 + 2 * Suspicion.STRIKES + 20);
  }

  @Test
  void keepsTheOrderOfWhatFollows() throws Exception {
    sink.always(batch -> has(batch, "bad") ? null : DeliveryResult.DELIVERED);
    offerAll(List.of("bad", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"));
    start();
    assertThat(queue.flush(Duration.ofSeconds(60))).isTrue();

    assertThat(distinct(sink.delivered()))
        .containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
  }

  @Test
  void keepsAllWhereEverythingFailsHoweverSmallTheBatches() throws Exception {
    queue = queue(1);
    AtomicLong left = new AtomicLong(200);
    sink.always(
        batch -> {
          if (left.getAndDecrement() > 0) {
            throw new IllegalStateException("down");
          }
          return DeliveryResult.DELIVERED;
        });
    offerAll(names(5));
    start();
    assertThat(queue.flush(Duration.ofSeconds(60))).isTrue();

    assertThat(dead).isEmpty();
    assertThat(sink.delivered()).containsExactlyElementsOf(names(5));
  }

  @Test
  void costsFewCallsWhereEverythingFails() throws Exception {
    AtomicLong events = new AtomicLong();
    AtomicLong calls = new AtomicLong();
    sink.always(
        batch -> {
          events.addAndGet(batch.size());
          if (calls.incrementAndGet() <= 100) {
            throw new IllegalStateException("down");
          }
          return DeliveryResult.DELIVERED;
        });
    offerAll(names(400));
    start();
    assertThat(queue.flush(Duration.ofSeconds(60))).isTrue();

    // Nothing is halved: at worst, single events are split off to be tried.
    assertThat(sink.calls().subList(0, 3)).allSatisfy(call -> assertThat(call).hasSize(400));
    assertThat(dead).isEmpty();
    assertThat(distinct(sink.delivered())).hasSize(400);
  }

  @Test
  void losesNothingInAnOutageThatBeginsWhileABatchIsCutAndAfterEveryNumberOfCalls()
      throws Exception {
    for (int good = 3; good < 60; good++) {
      queue = queue(500);
      dead.clear();
      int begins = good;
      AtomicLong calls = new AtomicLong();
      sink.always(
          batch -> {
            long call = calls.incrementAndGet();
            if (call > begins && call < begins + 40) {
              throw new IllegalStateException("down");
            }
            return has(batch, "bad") ? null : DeliveryResult.DELIVERED;
          });
      offerAll(List.of("a", "b", "c", "bad", "d", "e", "f", "g"));
      start();
      assertThat(queue.flush(Duration.ofMinutes(1))).isTrue();
      end();
      thread = null;

      assertThat(dead).as("outage after %d calls", good).containsExactly("bad");
    }
  }

  @Test
  void losesNothingAtADestinationThatFailsAtRandom() throws Exception {
    Random random = new Random(7);
    sink.always(
        batch -> {
          if (random.nextBoolean()) {
            throw new IllegalStateException("flaps");
          }
          return DeliveryResult.DELIVERED;
        });
    start();
    for (int i = 0; i < 40; i++) {
      offerAll(names(50));
      assertThat(queue.flush(Duration.ofMinutes(1))).isTrue();
    }

    assertThat(dead).isEmpty();
    assertThat(ledger().delivered()).isEqualTo(2000);
  }

  @Test
  void findsAGoodEventAmongManyBadOnesEvenIfItTookNoneSoFar() throws Exception {
    sink.always(batch -> has(batch, "bad") ? null : DeliveryResult.DELIVERED);
    List<String> names = new ArrayList<>(Collections.nCopies(20, "bad"));
    names.add("good");
    offerAll(names);
    start();
    assertThat(queue.flush(Duration.ofSeconds(60))).isTrue();

    assertThat(dead).hasSize(20);
    assertThat(distinct(sink.delivered())).containsExactly("good");
  }

  @Test
  void holdsUpNothingWhileItIsNotSureOfAFailureOfInputOrOutput() throws Exception {
    sink.always(
        batch -> {
          if (has(batch, "bad")) {
            throw new IOException("400 Bad Request");
          }
          return DeliveryResult.DELIVERED;
        });
    offerAll(List.of("a", "bad", "b"));
    start();
    while (!sink.delivered().contains("b")) {
      Thread.sleep(1);
    }
    offerAll(List.of("c"));
    while (!sink.delivered().contains("c")) {
      Thread.sleep(1);
    }
    while (sink.calls().stream().filter(List.of("bad")::equals).count() < 3 * Suspicion.STRIKES) {
      Thread.sleep(1);
    }
    assertThat(dead).isEmpty();

    clock.addAndGet(Suspicion.PATIENCE.toNanos());
    assertThat(queue.flush(Duration.ofSeconds(60))).isTrue();

    assertThat(dead).containsExactly("bad");
    assertThat(ledger().pending()).isZero();
  }

  @Test
  void neverGivesUpWhatASinkSaysIsUnavailableOrMisconfigured() throws Exception {
    AtomicLong calls = new AtomicLong();
    sink.always(
        batch -> {
          if (has(batch, "bad") && calls.incrementAndGet() < 100) {
            clock.addAndGet(Suspicion.PATIENCE.toNanos());
            throw calls.get() % 2 == 0
                ? SinkException.unavailable("down", null)
                : SinkException.misconfigured("wrong", null);
          }
          return DeliveryResult.DELIVERED;
        });
    offerAll(List.of("a", "bad", "b"));
    start();
    assertThat(queue.flush(Duration.ofSeconds(60))).isTrue();

    assertThat(sink.delivered()).containsExactly("a", "bad", "b");
    assertThat(dead).isEmpty();
  }

  @Test
  void saysWhatItGaveUpAndWhyWithoutWordsOfTheFailure() throws Exception {
    sink.always(
        batch -> {
          if (has(batch, "bad")) {
            throw new IllegalStateException("canary-42");
          }
          return DeliveryResult.DELIVERED;
        });
    offerAll(List.of("a", "bad", "b"));
    start();
    assertThat(queue.flush(Duration.ofSeconds(60))).isTrue();

    assertThat(said.messages())
        .anyMatch(
            line ->
                line.contains("log log: its sink failed on event ")
                    && line.contains("took others in between; the event is a dead letter"));
    assertThat(said.toString())
        .contains("java.lang.IllegalStateException", "IsolationTest")
        .doesNotContain("canary");
    assertThat(reports.current()).isNull();
  }

  private static boolean has(List<Event> batch, String name) {
    return batch.stream().anyMatch(event -> event.name().equals(name));
  }

  /**
   * Without repetitions, since the sink may be given an event again to see whether it takes any.
   */
  private static List<String> distinct(List<String> delivered) {
    return delivered.stream().distinct().toList();
  }

  private static List<String> names(int count) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(i -> "n" + i).toList());
  }

  private void offerAll(List<String> names) {
    names.forEach(name -> assertThat(offer(queue, name)).isNull());
  }

  private static MemoryQueue queue(int batchSize) {
    return new MemoryQueue(settings(10_000, batchSize, Duration.ofMillis(1), OnFull.DROP_NEWEST));
  }

  private LogLedger ledger() {
    SinkCall call = new SinkCall("log", Duration.ofSeconds(60));
    return counts.ledger(queue, call.calls(), reports.current());
  }

  private void start() {
    SinkCall call = new SinkCall("log", Duration.ofSeconds(60));
    RetryPolicy retry = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(2));
    Suspicion suspicion =
        new Suspicion(retry, Suspicion.PATIENCE, () -> clock.get() + System.nanoTime());
    DeadLetters letters = letter -> dead.add(letter.event().name());
    work =
        new SinkThread(
            queue,
            new OpenableSink(sink, TestEvents.config("log"), call),
            retry,
            suspicion,
            counts.settled(),
            new Burial("log", letters, counts.settled(), reports),
            reports,
            new Sealing(null));
    thread = new Thread(work);
    thread.start();
  }
}
