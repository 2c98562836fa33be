package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.config;
import static dev.eventlogger.delivery.TestEvents.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.journal.JournalFiles;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.testing.LogRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One log by itself: how it ends, what outlives it, and how it handles a failing queue. */
@Timeout(60)
class NamedLogTest {

  private static final Duration SOON = Duration.ofMillis(1);

  @TempDir Path folder;

  private static void close(NamedLog log) {
    log.beginClose();
    log.endClose(System.nanoTime());
  }

  private static NamedLog inMemory(ScriptedSink sink, OnFull onFull) throws Exception {
    Duration closeTimeout = Duration.ofMillis(50);
    return NamedLog.open(
        sink,
        config("a"),
        TestEvents.inMemory(10, null, 1, null, SOON, onFull, closeTimeout, null));
  }

  private NamedLog inAJournal(ScriptedSink sink) throws Exception {
    RetryPolicy retry = new RetryPolicy(SOON, SOON);
    DeliverySettings settings =
        new DeliverySettings(
            null,
            null,
            1,
            null,
            SOON,
            null,
            null,
            retry,
            folder,
            null,
            null,
            32L << 20,
            8 << 20,
            null,
            null,
            FileMode.PRIVATE);
    return NamedLog.open(sink, config("a"), settings);
  }

  @Test
  void atItsEndACallThatTakesTooLongIsInterruptedAndNoOtherFollows() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CompletableFuture<Thread> interrupted = new CompletableFuture<>();
    ScriptedSink sink =
        new ScriptedSink()
            .always(
                batch -> {
                  try {
                    never.await();
                    return DeliveryResult.DELIVERED;
                  } catch (InterruptedException e) {
                    interrupted.complete(Thread.currentThread());
                    throw e;
                  }
                });
    NamedLog log = inMemory(sink, OnFull.DROP_NEWEST);
    log.start();
    assertThat(log.offer(json("x"), json("x").length)).isNull();
    while (sink.calls().isEmpty()) {
      Thread.onSpinWait();
    }

    close(log);

    interrupted.get().join();
    assertThat(sink.calls()).hasSize(1);
    assertThat(log.ledger().lost()).isEqualTo(Map.of(LossReason.CLOSE_TIMEOUT, 1L));
  }

  @Test
  void whatIsKnownOfItOutlivesItBesideItsJournalWhichIsFreeAgain() throws Exception {
    ScriptedSink sink =
        new ScriptedSink()
            .then(
                batch -> {
                  throw new IllegalStateException("not yet");
                });
    NamedLog log = inAJournal(sink);
    log.start();
    assertThat(log.offer(json("x"), json("x").length)).isNull();
    assertThat(log.flush(Duration.ofSeconds(50))).isTrue();

    close(log);

    String notes = new JournalFiles(folder.resolve("a")).condition().notes();
    assertThat(LogNotes.parse(notes).failures()).isEqualTo(1);
    NamedLog again = inAJournal(sink);
    assertThat(again.ledger().failures()).isEqualTo(1);
    assertThat(again.ledger().delivered()).isEqualTo(1);
    again.discard();
  }

  @Test
  void callersWaitOnlyWhereItBlocks() throws Exception {
    for (OnFull onFull : List.of(OnFull.DROP_NEWEST, OnFull.DROP_OLDEST, OnFull.block(SOON))) {
      NamedLog log = inMemory(new ScriptedSink(), onFull);

      assertThat(log.isWaitedFor()).isEqualTo(onFull.action() == OnFull.Action.BLOCK);

      log.discard();
    }
  }

  @Test
  void whereItsQueueFailsNoneOfSeveralIsTakenAndEachIsCounted() throws Exception {
    NamedLog log = inMemory(new ScriptedSink(), OnFull.DROP_NEWEST);
    try (LogRecords said = new LogRecords("dev.eventlogger.delivery")) {
      assertThat(log.offerAll(Arrays.asList(null, json("x"))))
          .containsExactly(DropReason.NOT_WRITTEN, DropReason.NOT_WRITTEN);

      assertThat(said.messages())
          .containsExactly("log a: an event was dropped, since its queue failed; said once");
      assertThat(log.ledger().dropped()).isEqualTo(Map.of(DropReason.NOT_WRITTEN, 2L));
    }
    log.discard();
  }

  @Test
  void whereItsQueueFailsWhatIsKeptElsewhereStaysThereAndIsNoDrop() throws Exception {
    NamedLog log = inMemory(new ScriptedSink(), OnFull.DROP_NEWEST);
    try (LogRecords said = new LogRecords("dev.eventlogger.delivery")) {
      assertThat(log.relay(Arrays.asList(null, json("x"))).isEmpty()).isTrue();

      assertThat(said.messages()).singleElement().asString().contains("its queue failed");
      assertThat(log.ledger().dropped()).isEmpty();
    }
    log.discard();
    assertThat(log.relay(List.of(json("x"))).isEmpty()).as("after the end").isTrue();
  }
}
