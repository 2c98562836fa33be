package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.inMemory;
import static dev.eventlogger.delivery.TestEvents.json;
import static dev.eventlogger.delivery.TestEvents.jsonOfSize;
import static dev.eventlogger.delivery.TestEvents.names;
import static dev.eventlogger.delivery.TestEvents.offer;
import static dev.eventlogger.delivery.TestEvents.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.journal.Journal;
import dev.eventlogger.journal.JournalSettings;
import dev.eventlogger.journal.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Queues at their limits, and while events are set aside. */
@Timeout(120)
class QueueEdgesTest {

  private static final Duration AT_ONCE = Duration.ZERO;

  @TempDir Path folder;

  @Test
  void aQueueInMemoryIsFullAtItsLastEventAndByte() {
    MemoryQueue byEvents = new MemoryQueue(settings(2, 2, AT_ONCE, OnFull.DROP_NEWEST));
    assertThat(offer(byEvents, "a")).isNull();
    assertThat(offer(byEvents, "b")).isNull();
    assertThat(offer(byEvents, "c")).isEqualTo(DropReason.QUEUE_FULL);

    MemoryQueue byBytes = ofBytes(1000, OnFull.DROP_NEWEST);
    assertThat(offerOf(byBytes, 600)).isNull();
    assertThat(offerOf(byBytes, 401)).isEqualTo(DropReason.QUEUE_FULL);
    assertThat(offerOf(byBytes, 400)).isNull();
    assertThat(offerOf(byBytes, 200)).isEqualTo(DropReason.QUEUE_FULL);
    assertThat(byBytes.fill().bytes()).isEqualTo(1000);
    assertThat(byBytes.accepted()).isEqualTo(2);
  }

  @Test
  void makesRoomForOneByLosingAsManyAsItTakesAndNoMore() throws InterruptedException {
    MemoryQueue queue = ofBytes(1000, OnFull.DROP_OLDEST);
    for (int i = 0; i < 4; i++) {
      assertThat(offerOf(queue, 250)).isNull();
    }
    assertThat(offerOf(queue, 500)).isNull();

    assertThat(queue.lost()).isEqualTo(Map.of(LossReason.EVICTED, 2L));
    assertThat(queue.fill().events()).isEqualTo(3);
    assertThat(queue.fill().bytes()).isEqualTo(1000);
    assertThat(offerOf(queue, 5000)).as("alone it always passes").isNull();
    assertThat(queue.lost()).isEqualTo(Map.of(LossReason.EVICTED, 5L));
    assertThat(queue.take()).hasSize(1);
  }

  @Test
  void whatIsSetAsideTakesNoRoomButIsInTheQueueUntilItIsSettled() throws InterruptedException {
    MemoryQueue queue = new MemoryQueue(settings(3, 3, AT_ONCE, OnFull.DROP_NEWEST));
    for (String name : List.of("a", "b", "c")) {
      assertThat(offer(queue, name)).isNull();
    }
    List<Event> out = queue.take();
    assertThat(offer(queue, "d")).isEqualTo(DropReason.QUEUE_FULL);
    List<Event> rest = out.subList(0, 1);

    assertThat(queue.more(rest)).as("nothing else waits").isNull();
    assertThat(queue.fill().events()).isEqualTo(1);
    assertThat(queue.fill().bytes()).isEqualTo(rest.get(0).size());
    assertThat(names(queue.take())).containsExactly("a");
    assertThat(queue.flush(AT_ONCE)).isFalse();
    assertThat(offer(queue, "d")).isNull();
    assertThat(offer(queue, "e")).isNull();

    assertThat(names(queue.more(rest))).containsExactly("d", "e");
    assertThat(names(queue.take())).containsExactly("a", "d", "e");
    assertThat(queue.fill().events()).isEqualTo(3);
    queue.settle();
    assertThat(queue.fill()).isEqualTo(new QueueFill(0, 0, 3, 64L << 20));
    assertThat(queue.flush(AT_ONCE)).isTrue();
  }

  @Test
  void noOthersPassWhereABatchIsSetAside() throws InterruptedException {
    MemoryQueue queue = new MemoryQueue(settings(9, 2, AT_ONCE, OnFull.DROP_NEWEST));
    for (String name : List.of("a", "b", "c", "d")) {
      offer(queue, name);
    }
    List<Event> out = queue.take();
    assertThat(queue.more(out)).isNull();
    assertThat(names(queue.more(out.subList(0, 1)))).containsExactly("c", "d");

    MemoryQueue byBytes = ofBytes(1000, OnFull.DROP_NEWEST);
    offerOf(byBytes, 500);
    List<Event> first = byBytes.take();
    offerOf(byBytes, 400);
    assertThat(byBytes.more(first)).as("of 500 bytes, a batch").isNull();
    assertThat(byBytes.more(List.of())).isNotNull();
  }

  /** A queue of a number of bytes, with batches of half of that. */
  private static MemoryQueue ofBytes(long bytes, OnFull onFull) {
    return new MemoryQueue(inMemory(9, bytes, 9, (int) bytes / 2, AT_ONCE, onFull, null, null));
  }

  private static DropReason offerOf(EventQueue queue, int size) {
    byte[] json = jsonOfSize("a", size);
    return queue.offer(json, json.length);
  }

  @Test
  void aQueueInAJournalSaysHowFullItIs() throws Exception {
    JournalQueue queue = inAJournal(2);
    assertThat(queue.fill()).isEqualTo(new QueueFill(0, 0, Long.MAX_VALUE, 1L << 30));
    assertThat(queue.isKept()).isTrue();
    assertThat(queue.lost()).isEmpty();
    for (String name : List.of("a", "b", "c")) {
      assertThat(offer(queue, name)).isNull();
    }
    assertThat(queue.accepted()).isEqualTo(3);
    assertThat(queue.fill().events()).isEqualTo(3);
    assertThat(queue.fill().bytes()).isGreaterThan(3L * json("a").length - 30);

    queue.take();
    assertThat(queue.fill().events()).as("out, and not settled").isEqualTo(3);
    queue.settle();
    assertThat(queue.fill().events()).isEqualTo(1);
    queue.release();
  }

  @Test
  void noMoreThanTwentyBatchesOfAJournalAreOut() throws Exception {
    JournalQueue queue = inAJournal(1);
    for (int i = 0; i < 30; i++) {
      offer(queue, "n" + i);
    }
    queue.take();
    List<String> others = new ArrayList<>();
    List<Event> more = queue.more(List.of());
    while (more != null) {
      others.addAll(names(more));
      more = queue.more(List.of());
    }
    assertThat(others).hasSize(20).startsWith("n1").endsWith("n20");

    queue.settle();
    assertThat(names(queue.take())).containsExactly("n21");
    assertThat(names(queue.more(List.of()))).containsExactly("n22");
    queue.release();
  }

  @Test
  void noOthersPassWhereABatchOfAJournalIsOut() throws Exception {
    JournalQueue queue = inAJournal(2);
    for (String name : List.of("a", "b", "c")) {
      offer(queue, name);
    }
    List<Event> out = queue.take();

    assertThat(queue.more(out)).isNull();
    assertThat(names(queue.more(out.subList(0, 1)))).containsExactly("c");
    assertThat(queue.more(out.subList(0, 1))).as("nothing else waits").isNull();
    queue.release();
  }

  @Test
  void eventsThatAJournalCannotReadAreLostAndOthersAreNot() throws Exception {
    JournalQueue queue = inAJournal(10);
    for (String name : List.of("a", "b", "c")) {
      offer(queue, name);
    }
    queue.close();
    queue.release();
    Path segment = folder.resolve("log").resolve("0000000001.seg");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[60] ^= 1;
    Files.write(segment, bytes);

    JournalQueue next = inAJournal(10);
    next.close();
    assertThat(names(next.take())).containsExactly("b", "c");
    next.settle();
    assertThat(next.take()).isNull();
    assertThat(next.lost()).isEqualTo(Map.of(LossReason.DAMAGED, 1L));
    next.release();
  }

  @Test
  void countsOfAnEarlierProcessGoOn() throws Exception {
    LogCounts first = new LogCounts();
    try (Journal journal = journal()) {
      JournalQueue queue = new JournalQueue(journal, of(10), first);
      journal.keepNotes(() -> first.notes(null, null).toJson());
      for (String name : List.of("a", "b", "c")) {
        offer(queue, name);
      }
      first.drops().add(DropReason.QUEUE_FULL);
      first.settled().failed();
      queue.take();
      first.settled().delivered(2);
      first.settled().dead(1);
      queue.settle();
    }
    LogCounts second = new LogCounts();
    try (Journal journal = journal()) {
      JournalQueue queue = new JournalQueue(journal, of(10), second);
      offer(queue, "d");
      queue.take();
      second.settled().delivered(1);
      LogLedger before = second.ledger(queue, new SinkCalls(0, AT_ONCE, null), null);
      assertThat(before.delivered()).as("not settled as yet").isEqualTo(2);
      assertThat(before.pending()).isEqualTo(1);
      assertThat(before.dropped()).isEqualTo(Map.of(DropReason.QUEUE_FULL, 1L));
      assertThat(before.failures()).isEqualTo(1);

      second.settled().forgetUnsettled();
      second.settled().delivered(1);
      queue.settle();
      LogLedger after = second.ledger(queue, new SinkCalls(0, AT_ONCE, null), null);
      assertThat(after.taken()).isEqualTo(4);
      assertThat(after.delivered()).isEqualTo(3);
      assertThat(after.dead()).isEqualTo(1);
      assertThat(after.pending()).isZero();
      assertThat(second.notes(null, null).lastDrop()).isEqualTo(first.notes(null, null).lastDrop());

      second.settled().giveUp(queue);
      assertThat(second.ledger(queue, new SinkCalls(0, AT_ONCE, null), null).lost()).isEmpty();
    }
  }

  private JournalQueue inAJournal(int batchSize) throws IOException {
    return new JournalQueue(journal(), of(batchSize), new LogCounts());
  }

  private static DeliverySettings of(int batchSize) {
    return settings(100, batchSize, AT_ONCE, OnFull.DROP_NEWEST);
  }

  private Journal journal() throws IOException {
    return Journal.open(
        new JournalSettings(
            folder.resolve("log"), Sync.INTERVAL, Duration.ofMillis(10), 16_384, 4096));
  }
}
