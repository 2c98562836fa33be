package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.config;
import static dev.eventlogger.delivery.TestEvents.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.journal.Journal;
import dev.eventlogger.journal.JournalSettings;
import dev.eventlogger.journal.Sync;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.testing.LogRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The logs of one event logger together, and what an application sees of them. */
@Timeout(120)
class SeveralLogsTest {

  private static final Duration SOON = Duration.ofMillis(1);

  @TempDir Path folder;

  @Test
  void anEventIsDroppedForTheReasonOfTheFirstLogThatRefusesAndNamesAllThatDo() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Delivery delivery =
        new Delivery(List.of(full("a", release), log("b"), full("c", release)), null);
    assertThat(offer(delivery, 0b111).isAccepted()).isTrue();

    assertThat(offer(delivery, 0b111))
        .isEqualTo(new Outcome.Dropped(List.of("a", "c"), DropReason.QUEUE_FULL));
    assertThat(offer(delivery, 0b010)).isEqualTo(Outcome.Accepted.ACCEPTED);
    release.countDown();
    delivery.close();

    assertThat(delivery.ledger().logs().get("b").taken()).isEqualTo(3);
    assertThat(delivery.ledger().logs().get("a").dropped())
        .isEqualTo(Map.of(DropReason.QUEUE_FULL, 1L));
    assertThat(delivery.ledger().logs().keySet()).containsExactly("a", "b", "c");
  }

  /** A log with room for one event, whose sink waits. */
  private static NamedLog full(String name, CountDownLatch release) throws Exception {
    ScriptedSink stuck =
        new ScriptedSink()
            .always(
                batch -> {
                  release.await();
                  return DeliveryResult.DELIVERED;
                });
    return NamedLog.open(stuck, config(name), TestEvents.settings(1, 1, SOON, OnFull.DROP_NEWEST));
  }

  private static NamedLog log(String name) throws Exception {
    return NamedLog.open(
        new ScriptedSink(), config(name), TestEvents.settings(100, 10, SOON, OnFull.DROP_NEWEST));
  }

  @Test
  void whatComesAfterClosingIsCountedAndSaid() throws Exception {
    Delivery delivery = new Delivery(List.of(log("a"), log("b")), null);
    assertThat(delivery.lateEvents()).isNull();
    delivery.close();
    try (LogRecords said = new LogRecords("dev.eventlogger.delivery")) {
      delivery.count(EventType.CLICK, offer(delivery, 0b11));
      while (said.messages().isEmpty()) {
        Thread.sleep(5);
      }
      assertThat(said.messages())
          .singleElement()
          .asString()
          .startsWith("1 events were logged after the event logger was closed, and dropped;");
    }
    assertThat(delivery.lateEvents()).startsWith("1 events were logged after");
    assertThat(delivery.logged()).isEqualTo(1);
  }

  @Test
  void anEventThatNobodyWantsIsNotOffered() throws Exception {
    Delivery delivery = new Delivery(List.of(log("a")), null);

    assertThatThrownBy(() -> offer(delivery, 0))
        .hasMessage("an event that no log wants is not offered");
    delivery.close();
  }

  @Test
  void aLogIsFoundByItsName() throws Exception {
    Delivery delivery = new Delivery(List.of(log("a"), log("b")), null);

    assertThat(delivery.maskOf("a")).isEqualTo(1);
    assertThat(delivery.maskOf("b")).isEqualTo(2);
    assertThatThrownBy(() -> delivery.maskOf("c"))
        .hasMessage("there is no log \"c\" (there is: a, b)");
    delivery.close();
  }

  @Test
  void thereAreNoMoreLogsThanBits() throws Exception {
    NamedLog one = log("a");

    assertThatThrownBy(() -> new Delivery(Collections.nCopies(Delivery.MOST_LOGS + 1, one), null))
        .hasMessage("there can be at most 63 logs");
    one.discard();

    List<NamedLog> most = new ArrayList<>();
    for (int i = 0; i < Delivery.MOST_LOGS; i++) {
      most.add(log("log-" + i));
    }
    Delivery delivery = new Delivery(most, null);
    assertThat(offer(delivery, 1L << 62).isAccepted()).isTrue();
    delivery.close();
    assertThat(delivery.ledger().logs().get("log-62").delivered()).isEqualTo(1);
  }

  @Test
  void aFlushWaitsForAllLogsAndNoLongerThanItIsTold() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Delivery delivery = new Delivery(List.of(log("a"), full("b", release)), null);
    assertThat(offer(delivery, 0b01).isAccepted()).isTrue();
    assertThat(delivery.flush(Duration.ofSeconds(60))).isEqualTo(FlushResult.FLUSHED);
    assertThat(offer(delivery, 0b11).isAccepted()).isTrue();

    assertThat(delivery.flush(Duration.ofMillis(50))).isEqualTo(FlushResult.TIMED_OUT);
    assertThat(delivery.flush(Duration.ofSeconds(-1))).isEqualTo(FlushResult.TIMED_OUT);
    Thread.currentThread().interrupt();
    assertThat(delivery.flush(Duration.ofSeconds(60))).isEqualTo(FlushResult.INTERRUPTED);
    assertThat(Thread.interrupted()).isTrue();
    release.countDown();

    assertThat(delivery.flush(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(FlushResult.FLUSHED);
    delivery.close();
  }

  @Test
  void invalidEventsBecomeDeadLettersOfALogOfTheirOwn() throws Exception {
    Delivery delivery = new Delivery(List.of(log("a")), NamedLog.ofInvalidEvents(settings(null)));
    byte[] json = json("wrong");
    delivery.keepInvalid(json, json.length);
    delivery.close();

    LogLedger invalid = delivery.ledger().logs().get("_invalid");
    assertThat(invalid.dead()).isEqualTo(1);
    assertThat(delivery.ledger().invalidNotKept()).isZero();
    assertThat(folder.resolve("letters/_invalid.ndjson"))
        .content()
        .contains("\"reason\":\"does not meet its schema\"", "\"name\":\"wrong\"");
    delivery.keepInvalid(json, json.length);
    assertThat(delivery.ledger().invalidNotKept()).isEqualTo(1);
  }

  @Test
  void whereInvalidEventsAreNotKeptNothingIsCountedAsNotKept() throws Exception {
    Delivery delivery = new Delivery(List.of(log("a")), null);
    byte[] json = json("wrong");
    delivery.keepInvalid(json, json.length);
    delivery.close();

    assertThat(delivery.ledger().invalidNotKept()).isZero();
    assertThat(delivery.ledger().logs()).containsOnlyKeys("a");
  }

  @Test
  void journalsOfLogsThatAreNoLongerThereAreSaidWithWhatWaits() throws Exception {
    Path journals = folder.resolve("journals");
    JournalSettings old =
        new JournalSettings(
            journals.resolve("old"), Sync.INTERVAL, Duration.ofMillis(10), 16_384, 4096);
    try (Journal journal = Journal.open(old)) {
      byte[] json = json("waits");
      journal.append(json, json.length, Duration.ZERO);
    }
    try (LogRecords said = new LogRecords("dev.eventlogger.delivery")) {
      NamedLog log = NamedLog.open(new ScriptedSink(), config("new"), settings(journals));
      new Delivery(List.of(log), null).close();

      assertThat(said.messages())
          .containsExactly(
              "journal "
                  + journals.resolve("old")
                  + ": no log of that name is configured, and at least 1 events wait in it;"
                  + " configure the log again, or see journal dump");
    }
  }

  @Test
  void thatJournalsCannotBeLookedForIsSaidAndStopsNothing() throws Exception {
    Path journals = folder.resolve("journals");
    Files.createDirectories(journals.resolve("odd"));
    Files.write(journals.resolve("odd/cursor"), new byte[10]);
    Files.createDirectory(journals.resolve("odd/0000000001.seg"));
    Files.createSymbolicLink(journals.resolve("odd/lock"), folder);
    NamedLog log = NamedLog.open(new ScriptedSink(), config("new"), settings(journals));
    Delivery delivery = new Delivery(List.of(log), null);

    assertThat(offer(delivery, 1).isAccepted()).isTrue();
    delivery.close();
    assertThat(delivery.ledger().logs().get("new").delivered()).isEqualTo(1);
  }

  @Test
  void aLogThatIsDiscardedClosesItsSinkAndFreesItsJournal() throws Exception {
    ScriptedSink sink = new ScriptedSink();
    Path journals = folder.resolve("journals");
    NamedLog log = NamedLog.open(sink, config("a"), settings(journals));
    log.discard();
    assertThat(sink.closes()).isEqualTo(1);

    NamedLog again = NamedLog.open(sink, config("a"), settings(journals));
    byte[] json = json("x");
    assertThat(log.offer(json, json.length)).isEqualTo(DropReason.CLOSED);
    again.discard();
  }

  @Test
  void aQueueThatFailsRefusesTheEventAndSaysSoOnce() throws Exception {
    try (LogRecords said = new LogRecords("dev.eventlogger.delivery")) {
      NamedLog log = log("a");
      assertThat(log.offer(new byte[1], 5)).isEqualTo(DropReason.NOT_WRITTEN);
      assertThat(log.offer(new byte[1], 5)).isEqualTo(DropReason.NOT_WRITTEN);

      assertThat(said.messages())
          .containsExactly("log a: an event was dropped, since its queue failed; said once");
      assertThat(log.ledger().dropped()).isEqualTo(Map.of(DropReason.NOT_WRITTEN, 2L));
      log.discard();
    }
  }

  @Test
  void aSinkRunsOnAThreadOfItsLogsName() throws Exception {
    List<String> threads = Collections.synchronizedList(new ArrayList<>());
    ScriptedSink sink =
        new ScriptedSink()
            .always(
                (List<Event> batch) -> {
                  Thread thread = Thread.currentThread();
                  threads.add(thread.getName() + " " + thread.isDaemon());
                  return DeliveryResult.DELIVERED;
                });
    NamedLog log =
        NamedLog.open(sink, config("a"), TestEvents.settings(9, 1, SOON, OnFull.DROP_NEWEST));
    Delivery delivery = new Delivery(List.of(log), null);
    offer(delivery, 1);
    delivery.close();

    assertThat(threads).containsExactly("event-logger-a true");
  }

  @Test
  void aClosingThatIsInterruptedGoesOnAndKeepsTheFlag() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Delivery delivery = new Delivery(List.of(full("a", release)), null);
    offer(delivery, 1);
    Thread releaser = new Thread(release::countDown);
    Thread.currentThread().interrupt();
    releaser.start();
    delivery.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(delivery.ledger().logs().get("a").delivered()).isEqualTo(1);
    releaser.join();
  }

  private static Outcome offer(Delivery delivery, long wanted) {
    byte[] json = json("x");
    return delivery.offer(wanted, json, json.length);
  }

  private DeliverySettings settings(Path journals) {
    return new DeliverySettings(
        null,
        null,
        10,
        null,
        SOON,
        null,
        Duration.ofSeconds(60),
        null,
        journals,
        null,
        null,
        32L << 20,
        8 << 20,
        folder.resolve("letters"),
        null,
        FileMode.PRIVATE);
  }
}
