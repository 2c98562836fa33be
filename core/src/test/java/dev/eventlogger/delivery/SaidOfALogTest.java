package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is written to the application's log about a log of events, and how often. */
@Timeout(120)
class SaidOfALogTest {

  private static final Event EVENT = Event.of(EventDraft.named("query-start"));
  private static final Instant TIME = Instant.parse("2026-11-21T05:14:50Z");

  private final LogRecords said = new LogRecords("dev.eventlogger.delivery");
  private final AtomicLong clock = new AtomicLong();
  private final FailureReports reports = new FailureReports("db", clock::get);
  private final LogCounts counts = new LogCounts();

  @AfterEach
  void stopListening() {
    said.close();
  }

  @Test
  void thatItsQueueFailedIsSaidOnce() {
    reports.notTaken(new OutOfMemoryError());
    reports.notTaken(new OutOfMemoryError());

    assertThat(said.messages())
        .containsExactly("log db: an event was dropped, since its queue failed; said once");
  }

  @Test
  void strangeAnswersAreSaidThreeTimesAndThenCounted() {
    for (int i = 0; i < 5; i++) {
      reports.nonsense("asked for nothing");
    }
    clock.addAndGet(Quota.PERIOD.toNanos());
    reports.nonsense("asked for nothing");

    String line = "log db: its sink asked for nothing";
    assertThat(said.messages()).containsExactly(line, line, line, line + " (and 2 times before)");
  }

  @Test
  void eventsGivenUpAreSaidThreeTimesAndThenCounted() {
    for (int i = 0; i < 4; i++) {
      reports.gaveUp(EVENT, 27, new IllegalStateException());
    }
    clock.addAndGet(Quota.PERIOD.toNanos());
    reports.gaveUp(EVENT, 27, new IllegalStateException());

    String line =
        "log db: its sink failed on event "
            + EVENT.id()
            + " at each of 27 tries, and took others in between; the event is a dead letter";
    assertThat(said.messages())
        .containsExactly(line, line, line, line + ", like 1 others before it");
  }

  @Test
  void thatItFailsIsSaidAgainFromTheFirstFailureThatWasNotSaid() {
    reports.failed(new IOException("gone"));
    clock.addAndGet(Duration.ofHours(1).toNanos());
    reports.failed(new IOException("gone"));
    clock.addAndGet(Quota.PERIOD.toNanos() - 1);
    reports.failed(new IOException("gone"));
    assertThat(said.messages()).hasSize(1);
    clock.addAndGet(1);
    reports.failed(new IOException("gone"));

    assertThat(said.messages())
        .hasSize(2)
        .element(1)
        .asString()
        .startsWith("log db: 3 more calls failed, since " + reports.current().since());
  }

  @Test
  void whyItFailsIsKnownSinceTheFirstFailureUntilItDelivers() {
    reports.failed(null);
    SinkFailure first = reports.current();
    assertThat(first.reason()).isEqualTo("asks for some events again");
    reports.failed(SinkException.misconfigured("wrong password", null));
    SinkFailure second = reports.current();
    reports.failed(null);

    assertThat(first.needsPerson()).isFalse();
    assertThat(second.needsPerson()).isTrue();
    assertThat(second.since()).isEqualTo(first.since());
    assertThat(second.reason()).contains("wrong password");
    assertThat(reports.current()).isEqualTo(second);
    reports.delivered();
    assertThat(reports.current()).isNull();
  }

  @Test
  void aDeadLetterThatIsNotKeptIsSaidWithItsReason() {
    new ReportedDeadLetters().add(new DeadLetter(EVENT, "db", "too old", 3, TIME, TIME));

    assertThat(said.messages())
        .containsExactly(
            "log db: event "
                + EVENT.id()
                + " was refused for good at attempt 3, and is not kept, since"
                + " EVENT_DELIVERY.dead_letters is not set: too old");
  }

  @Test
  void aDeadLetterThatCannotBeKeptIsNotCountedAndItsFailureIsSaid() {
    Burial burial = new Burial("db", new FullDisk(), counts.settled(), reports);

    assertThat(burial.bury(EVENT, "too old", 1, TIME)).isFalse();
    assertThat(said.messages()).singleElement().asString().startsWith("log db: delivery failed");
    assertThat(reports.current().reason()).contains("IOException");
    reports.delivered();
    burial.close();

    assertThat(reports.current().reason()).contains("IOException");
    assertThat(ledger().dead()).isZero();
  }

  @Test
  void aBurialClosesItsDeadLetters() {
    FullDisk letters = new FullDisk();
    letters.isFull = false;
    Burial burial = new Burial("db", letters, counts.settled(), reports);

    assertThat(burial.bury(EVENT, "too old", 1, TIME)).isTrue();
    burial.close();

    assertThat(letters.closes).isEqualTo(1);
    assertThat(ledger().dead()).isEqualTo(1);
    assertThat(said.messages()).isEmpty();
  }

  @Test
  void aCallThatTakesTooLongIsInterruptedAndSaidOnceAndThatItIsOver() {
    SinkCall call = new SinkCall("db", Duration.ZERO);
    call.interruptIfStuck();
    assertThat(said.messages()).isEmpty();
    call.begin();
    call.interruptIfStuck();
    assertThat(Thread.interrupted()).isTrue();
    call.interruptIfStuck();
    assertThat(Thread.interrupted()).isFalse();
    Instant since = call.calls().stuckSince();
    call.end();

    assertThat(said.messages())
        .containsExactly(
            "log db: its sink is stuck since "
                + since
                + ", for longer than call_timeout, 0 ms, and is interrupted; events wait, and it is"
                + " not called again before this call is over",
            "log db: the call of its sink that was stuck is over");
    assertThat(call.calls().stuckSince()).isNull();
    assertThat(call.calls().count()).isEqualTo(1);
  }

  @Test
  void ofACallInTimeNothingIsSaid() {
    SinkCall call = new SinkCall("db", Duration.ofDays(1));
    call.begin();
    call.interruptIfStuck();
    call.end();

    assertThat(Thread.interrupted()).isFalse();
    assertThat(said.messages()).isEmpty();
    assertThat(call.calls().time()).isBetween(Duration.ZERO, Duration.ofMinutes(2));
  }

  @Test
  void aSinkThatIsNotAvailableYetIsOpenedWithItsFirstBatchAndNotAgain() throws Exception {
    Opening sink = new Opening(SinkException.unavailable("not yet", null));
    SinkCall call = new SinkCall("db", Duration.ofDays(1));
    OpenableSink openable = new OpenableSink(sink, config("db"), call);
    openable.open();
    assertThat(said.messages())
        .containsExactly("log db: not available yet; opening is tried again");

    assertThatThrownBy(() -> openable.log(List.of(EVENT))).isSameAs(sink.failure);
    sink.failure = null;
    assertThat(openable.log(List.of(EVENT))).isSameAs(DeliveryResult.DELIVERED);
    assertThat(openable.log(List.of(EVENT))).isSameAs(DeliveryResult.DELIVERED);

    assertThat(sink.opens).isEqualTo(3);
    assertThat(call.calls().count()).isEqualTo(3);
  }

  @Test
  void aSinkThatIsOpenIsNotOpenedAgainAndOneThatIsMisconfiguredNeverIs() throws Exception {
    Opening good = new Opening(null);
    SinkCall call = new SinkCall("db", Duration.ofDays(1));
    OpenableSink openable = new OpenableSink(good, config("db"), call);
    openable.open();
    assertThat(openable.log(List.of(EVENT))).isSameAs(DeliveryResult.DELIVERED);
    assertThat(good.opens).isEqualTo(1);

    SinkException wrong = SinkException.misconfigured("wrong password", null);
    OpenableSink bad = new OpenableSink(new Opening(wrong), config("db"), call);
    assertThatThrownBy(bad::open).isSameAs(wrong);
    assertThat(said.messages()).isEmpty();
  }

  @Test
  void thatASinkCannotBeClosedIsSaidAndNothingElseFails() {
    SinkCall call = new SinkCall("db", Duration.ofDays(1));
    Opening sink = new Opening(null);
    sink.closing = new NoClassDefFoundError("app/Uid");
    new OpenableSink(sink, config("db"), call).close();

    assertThat(said.messages()).containsExactly("log db: could not be closed");
  }

  @Test
  void aSinkOfTheApplicationRunsWithTheClassLoaderOfWhoStartsIt() {
    ClassLoader loader = new ClassLoader() {};
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      SinkCall call = new SinkCall("db", Duration.ofDays(1));
      OpenableSink openable = new OpenableSink(new Opening(null), config("db"), call);
      assertThat(openable.contextClassLoader()).isSameAs(loader);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void howManyEventsCameTooLateIsSaidOnceWhenNoMoreCome() throws InterruptedException {
    AtomicLong late = new AtomicLong();
    LateEvents events = new LateEvents(late::get);
    assertThat(events.lastWords()).isNull();
    late.set(2);
    events.came();
    events.came();
    while (said.messages().isEmpty()) {
      Thread.sleep(5);
    }

    String line =
        "2 events were logged after the event logger was closed, and dropped; close it after all"
            + " that logs: a server with a graceful shutdown opens it with closeOnShutdown(false),"
            + " and closes it after the last request";
    assertThat(said.messages()).containsExactly(line);
    assertThat(events.lastWords()).isEqualTo(line);
  }

  @Test
  void invalidEventsAreAllRefusedWithTheSameWords() {
    InvalidEvents invalid = new InvalidEvents();

    assertThat(invalid.loggerName()).isEqualTo("invalid");
    assertThat(invalid.log(List.of(EVENT)).rejected())
        .singleElement()
        .satisfies(rejected -> assertThat(rejected.event()).isEqualTo(EVENT))
        .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo("does not meet its schema"));
    assertThat(new InvalidEvents.Config().logName()).isEqualTo(DeadLetterFolder.INVALID_EVENTS);
  }

  private LogLedger ledger() {
    MemoryQueue none =
        new MemoryQueue(TestEvents.inMemory(1, null, 1, null, null, null, null, null));
    return counts.ledger(none, new SinkCalls(0, Duration.ZERO, null), null);
  }

  /** Dead letters on a full disk. */
  private static final class FullDisk implements DeadLetters {
    private boolean isFull = true;
    private int closes;

    @Override
    public void add(DeadLetter letter) throws IOException {
      if (isFull) {
        throw new IOException("no space left on device");
      }
    }

    @Override
    public void close() throws IOException {
      closes++;
      add(null);
    }
  }

  /** A sink that fails to open for as long as a test wants. */
  private static final class Opening extends BaseEventLogger {
    private SinkException failure;
    private Error closing;
    private int opens;

    private Opening(SinkException failure) {
      this.failure = failure;
    }

    @Override
    public String loggerName() {
      return "opening";
    }

    @Override
    public void open(SinkConfig config) throws SinkException {
      opens++;
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public DeliveryResult log(List<Event> batch) {
      return DeliveryResult.DELIVERED;
    }

    @Override
    public void close() {
      if (closing != null) {
        throw closing;
      }
    }
  }
}
