package dev.eventlogger.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Outbox.Fate;
import dev.eventlogger.spi.Outbox.Passage;
import dev.eventlogger.spi.Outbox.StagedEvent;
import dev.eventlogger.spi.Outbox.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How events of an outbox get into logs: fast ones, slow ones, and full ones. */
@Timeout(60)
class RelayedLogsTest {

  private static final Duration SOON = Duration.ofMillis(1);
  private static final int MOST_REMEMBERED = 9;

  @TempDir Path folder;
  private final List<NamedLog> logs = new ArrayList<>();
  private final List<NamedLog> started = new ArrayList<>();
  private final List<String> taken = new ArrayList<>();
  // Stands still unless a test moves it, so that no log becomes slow by itself.
  private final AtomicLong now = new AtomicLong();
  private OutboxRelay relay;

  @AfterEach
  void close() {
    for (NamedLog log : logs) {
      if (started.contains(log)) {
        log.beginClose();
        log.endClose(System.nanoTime());
      } else {
        log.discard();
      }
    }
  }

  private NamedLog log(String name, ScriptedSink sink, DeliverySettings settings) throws Exception {
    NamedLog log = NamedLog.open(sink, TestEvents.config(name), settings);
    logs.add(log);
    return log;
  }

  private NamedLog log(String name, ScriptedSink sink, int room, OnFull onFull) throws Exception {
    return log(name, sink, TestEvents.settings(room, 1, SOON, onFull));
  }

  /** A log that delivers nothing before it is started. */
  private NamedLog log(String name, ScriptedSink sink) throws Exception {
    return log(name, sink, 100, OnFull.DROP_NEWEST);
  }

  private void start(NamedLog log) {
    log.start();
    started.add(log);
  }

  private NamedLog startedLog(String name, ScriptedSink sink) throws Exception {
    NamedLog log = log(name, sink);
    start(log);
    return log;
  }

  private void relayToLogs() {
    relay =
        new OutboxRelay(
            logs,
            (event, mask) -> taken.add(name(event) + " " + Long.toBinaryString(mask)),
            now::get,
            new Underway(MOST_REMEMBERED, Long.MAX_VALUE));
  }

  /** From now on, each reading of the clock says that the time for waiting is over. */
  private void relayToLogsWithoutPatience() {
    relay =
        new OutboxRelay(
            logs,
            (event, mask) -> taken.add(name(event)),
            () -> now.addAndGet(OutboxRelay.PATIENCE.toNanos() + 1),
            new Underway(MOST_REMEMBERED, Long.MAX_VALUE));
  }

  private static String name(RelayedEvent relayed) {
    byte[] json = relayed.json();
    Event event = Event.ofCanonical(json, 0, json.length);
    assertThat(relayed.id()).isEqualTo(event.id());
    assertThat(relayed.type()).isEqualTo(event.type());
    return event.name();
  }

  private static StagedEvent staged(String name, String... logs) {
    return new StagedEvent(Event.of(EventDraft.named(name)), List.of(logs));
  }

  private static Verdict later(String... logs) {
    return new Verdict(Fate.LATER, List.of(logs));
  }

  private void relayUntilTaken(StagedEvent staged) throws InterruptedException {
    while (relay.relay(List.of(staged)).get(0).fate() != Fate.TAKEN) {
      Thread.onSpinWait();
    }
  }

  /** Begins to relay, and returns when that waits or is over. */
  private FutureTask<List<Verdict>> begin(StagedEvent staged) {
    FutureTask<List<Verdict>> task = new FutureTask<>(() -> relay.relay(List.of(staged)));
    Thread thread = new Thread(task);
    thread.start();
    while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return task;
  }

  @Test
  void isTakenWhenEachOfItsLogsHasDeliveredIt() throws Exception {
    ScriptedSink a = new ScriptedSink();
    ScriptedSink b = new ScriptedSink();
    ScriptedSink c = new ScriptedSink();
    startedLog("a", a);
    startedLog("b", b);
    startedLog("c", c);
    relayToLogs();

    List<Verdict> verdicts =
        relay.relay(List.of(staged("1", "a", "c"), staged("2", "c"), staged("3", "b", "a")));

    assertThat(verdicts).containsExactly(Verdict.TAKEN, Verdict.TAKEN, Verdict.TAKEN);
    assertThat(taken).containsExactly("1 101", "2 100", "3 11");
    assertThat(a.delivered()).containsExactly("1", "3");
    assertThat(b.delivered()).containsExactly("3");
    assertThat(c.delivered()).containsExactly("1", "2");
  }

  @Test
  void whatALogIsSlowWithIsNotOfferedAgain() throws Exception {
    ScriptedSink sink = new ScriptedSink();
    NamedLog slow = log("slow", sink);
    relayToLogsWithoutPatience();
    StagedEvent staged = staged("1", "slow");

    assertThat(relay.relay(List.of(staged))).containsExactly(later("slow"));
    assertThat(relay.relay(List.of(staged))).containsExactly(later("slow"));
    assertThat(taken).isEmpty();
    assertThat(slow.ledger().taken()).isEqualTo(1);
    start(slow);
    relayUntilTaken(staged);

    assertThat(taken).containsExactly("1");
    assertThat(sink.delivered()).containsExactly("1");
  }

  @Test
  void aLogIsWaitedForAsLongAsItIsNotSlow() throws Exception {
    NamedLog log = log("a", new ScriptedSink());
    relayToLogs();
    now.set(OutboxRelay.PATIENCE.toNanos());
    FutureTask<List<Verdict>> task = begin(staged("1", "a"));
    now.addAndGet(OutboxRelay.PATIENCE.toNanos());
    start(log);

    assertThat(task.get()).containsExactly(Verdict.TAKEN);
  }

  @Test
  void aLogThatWasSlowIsOnlyLookedAtAndHoldsUpNoOther() throws Exception {
    log("slow", new ScriptedSink());
    ScriptedSink quick = new ScriptedSink();
    startedLog("quick", quick);
    relayToLogs();
    StagedEvent waits = staged("1", "slow");
    FutureTask<List<Verdict>> task = begin(waits);
    now.set(OutboxRelay.PATIENCE.toNanos() + 1);
    assertThat(task.get()).containsExactly(later("slow"));

    List<Verdict> verdicts = relay.relay(List.of(waits, staged("2", "quick")));

    assertThat(verdicts).containsExactly(later("slow"), Verdict.TAKEN);
    assertThat(quick.delivered()).containsExactly("2");
  }

  @Test
  void aLogThatWasSlowIsWaitedForAgainWhenItHasCaughtUp() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    ScriptedSink sink = new ScriptedSink();
    sink.then(batch -> DeliveryResult.DELIVERED);
    sink.always(
        batch -> {
          release.await();
          return DeliveryResult.DELIVERED;
        });
    NamedLog log = log("a", sink);
    relayToLogs();
    StagedEvent first = staged("1", "a");
    FutureTask<List<Verdict>> task = begin(first);
    now.set(OutboxRelay.PATIENCE.toNanos() + 1);
    assertThat(task.get()).containsExactly(later("a"));
    start(log);
    relayUntilTaken(first);

    FutureTask<List<Verdict>> second = begin(staged("2", "a"));
    release.countDown();

    assertThat(second.get()).containsExactly(Verdict.TAKEN);
  }

  @Test
  void whatFindsNoRoomWaitsUntilThereIsSome() throws Exception {
    ScriptedSink sink = new ScriptedSink();
    NamedLog log = log("a", sink, 2, OnFull.DROP_NEWEST);
    relayToLogsWithoutPatience();
    List<StagedEvent> staged = List.of(staged("1", "a"), staged("2", "a"), staged("3", "a"));

    assertThat(relay.relay(staged)).containsExactly(later("a"), later("a"), later("a"));
    assertThat(log.ledger().taken()).isEqualTo(2);
    assertThat(log.ledger().dropped()).isEmpty();
    start(log);
    relayUntilTaken(staged.get(0));
    relayUntilTaken(staged.get(1));
    assertThat(sink.delivered()).containsExactly("1", "2");
    relayUntilTaken(staged.get(2));

    assertThat(sink.delivered()).containsExactly("1", "2", "3");
  }

  @Test
  void whatWasEvictedIsOfferedAgain() throws Exception {
    ScriptedSink sink = new ScriptedSink();
    NamedLog log = log("a", sink, 1, OnFull.DROP_OLDEST);
    relayToLogsWithoutPatience();
    StagedEvent staged = staged("1", "a");
    assertThat(relay.relay(List.of(staged))).containsExactly(later("a"));
    byte[] other = TestEvents.json("other");
    assertThat(log.offer(other, other.length)).isNull();

    assertThat(relay.relay(List.of(staged))).containsExactly(later("a"));
    assertThat(relay.relay(List.of(staged))).containsExactly(later("a"));
    start(log);
    relayUntilTaken(staged);

    assertThat(sink.delivered()).containsExactly("other", "1");
  }

  @Test
  void aJournalHasItBeforeItIsDelivered() throws Exception {
    ScriptedSink sink = new ScriptedSink();
    log("a", sink, kept());
    relayToLogs();

    assertThat(relay.relay(List.of(staged("1", "a")))).containsExactly(Verdict.TAKEN);

    assertThat(taken).containsExactly("1 1");
    assertThat(sink.delivered()).isEmpty();
  }

  private DeliverySettings kept() {
    return new DeliverySettings(
        null,
        null,
        10,
        null,
        SOON,
        null,
        null,
        null,
        folder,
        null,
        null,
        32L << 20,
        8 << 20,
        null,
        null,
        FileMode.PRIVATE);
  }

  @Test
  void moreIsBegunBeforeTheFirstIsDelivered() throws Exception {
    ScriptedSink sink = new ScriptedSink();
    NamedLog log = log("a", sink);
    relayToLogs();

    Passage first = relay.begin(List.of(staged("1", "a")));
    Passage second = relay.begin(List.of(staged("2", "a"), staged("3", "a")));

    assertThat(log.ledger().taken()).isEqualTo(3);
    assertThat(taken).isEmpty();
    start(log);
    assertThat(first.verdicts()).containsExactly(Verdict.TAKEN);
    assertThat(second.verdicts()).containsExactly(Verdict.TAKEN, Verdict.TAKEN);
    assertThat(sink.delivered()).containsExactly("1", "2", "3");
  }

  @Test
  void saysWhetherThereWasRoomInAllLogs() throws Exception {
    log("a", new ScriptedSink(), 2, OnFull.DROP_NEWEST);
    log("b", new ScriptedSink());
    relayToLogs();

    assertThat(relay.begin(List.of(staged("1", "b", "x"))).hadRoom()).isTrue();
    assertThat(relay.begin(List.of(staged("2", "a", "b"), staged("3", "a"))).hadRoom()).isTrue();
    assertThat(relay.begin(List.of(staged("4", "a", "b"))).hadRoom()).isFalse();
    assertThat(relay.begin(List.of(staged("5", "b"))).hadRoom()).isTrue();
  }

  @Test
  void whatIsLeftForLogsThatAreNotThereIsUnclaimedWhenTheOthersHaveIt() throws Exception {
    ScriptedSink sink = new ScriptedSink();
    NamedLog log = log("a", sink);
    relayToLogsWithoutPatience();
    StagedEvent staged = staged("1", "x", "a");
    assertThat(relay.relay(List.of(staged))).containsExactly(later("a", "x"));
    start(log);

    List<Verdict> verdicts = relay.relay(List.of(staged));
    while (verdicts.get(0).fate() == Fate.LATER) {
      verdicts = relay.relay(List.of(staged));
    }

    assertThat(verdicts).containsExactly(new Verdict(Fate.UNCLAIMED, List.of("x")));
    assertThat(taken).isEmpty();
    assertThat(sink.delivered()).containsExactly("1");
  }

  @Test
  void isKnownAgainByTheLogsThatAreLeft() throws Exception {
    ScriptedSink quick = new ScriptedSink();
    startedLog("quick", quick);
    NamedLog slow = log("slow", new ScriptedSink());
    relayToLogsWithoutPatience();
    Event event = Event.of(EventDraft.named("1"));
    StagedEvent whole = new StagedEvent(event, List.of("slow", "quick"));
    StagedEvent rest = new StagedEvent(event, List.of("slow"));
    List<Verdict> verdicts = relay.relay(List.of(whole));
    while (!verdicts.equals(List.of(later("slow")))) {
      verdicts = relay.relay(List.of(whole));
    }

    assertThat(relay.relay(List.of(rest))).containsExactly(later("slow"));
    assertThat(quick.delivered()).containsExactly("1");
    assertThat(slow.ledger().taken()).isEqualTo(1);
  }

  @Test
  void afterStoppingNothingIsOfferedAndNobodyWaits() throws Exception {
    NamedLog log = log("a", new ScriptedSink());
    relayToLogs();
    StagedEvent staged = staged("1", "a");
    FutureTask<List<Verdict>> task = begin(staged);
    relay.stop();
    assertThat(task.get()).containsExactly(later("a"));

    assertThat(relay.relay(List.of(staged, staged("2", "a"))))
        .containsExactly(later("a"), later("a"));

    assertThat(log.ledger().taken()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1"})
  void ofVeryManyOnlyThoseGivenLastAreRemembered(int beyond, int offeredAgain) throws Exception {
    int many = MOST_REMEMBERED + beyond;
    NamedLog log = log("a", new ScriptedSink(), many + 10, OnFull.DROP_NEWEST);
    relayToLogsWithoutPatience();
    List<StagedEvent> staged = IntStream.range(0, many).mapToObj(i -> staged("e", "a")).toList();
    relay.relay(staged);
    assertThat(log.ledger().taken()).isEqualTo(many);

    relay.relay(staged.subList(0, 1));
    relay.relay(staged.subList(0, 2));

    assertThat(log.ledger().taken()).isEqualTo(many + offeredAgain);
  }
}
