package dev.eventlogger.seal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.event.EventType;
import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.EpochRecord;
import dev.eventlogger.seal.Heartbeat;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.Notes;
import dev.eventlogger.seal.OperatorKey;
import dev.eventlogger.seal.SealEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LogSealTest {

  @TempDir Path directory;

  @Test
  void allThatIsDeliveredIsSealed() throws Exception {
    try (EventLogger events = open(Map.of())) {
      log(events, 3_000);
      Sealed.flush(events);

      assertThat(Sealed.check(directory)).hasSize(3_000);
      LogLedger log = events.ledger().logs().get("audit");
      assertThat(log.delivered()).isEqualTo(3_000);
      assertThat(log.seal()).isNotNull();
      assertThat(log.seal().entries()).isEqualTo(3_001);
      assertThat(log.seal().sealed()).isNotNull();
      assertThat(log.seal().problem()).isNull();
    }
    assertThat(LineSink.read(Sealed.store(directory))).hasSize(3_000);
  }

  @Test
  void whatIsDeliveredUnderLoadIsSealedTogether() throws Exception {
    try (EventLogger events = open(Map.of("events", 1_000, "interval", "1m"))) {
      log(events, 20_000);
      Sealed.flush(events);
    }

    assertThat(Sealed.check(directory)).hasSize(20_000);
  }

  @Test
  void theNextProcessGoesOnInItsOwnEpoch() throws Exception {
    for (int run = 1; run <= 3; run++) {
      try (EventLogger events = open(Map.of())) {
        log(events, 100);
      }
      assertThat(Sealed.check(directory)).hasSize(run * 100);
      assertThat(Sealed.newest(directory).size()).isEqualTo(run * 101L);
    }
  }

  @Test
  void isRefusedWithoutAJournal() {
    EventLoggerConfig config =
        EventLoggerConfig.of(
            Map.of(
                "EVENT_LOGGER_NAME",
                "audit",
                "EVENT_LOGGERS",
                Map.of("audit", Map.of("logger", "lines", "path", "x", "seal", Map.of()))));

    assertThatThrownBy(
            () -> EventLogger.builder().config(config).sinks(new LineSink()).open().close())
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "EVENT_LOGGERS.audit.seal: needs a journal, to know after a crash what is sealed; set"
                + " EVENT_DELIVERY.directory");
  }

  @Test
  void saysWhatIsWrongWithItsSettings() {
    assertRefused(Map.of("intervall", "1s"), "seal.intervall: unknown setting");
    assertRefused(Map.of("events", 0), "seal.events: must be from 1 to 65536");
    assertRefused(Map.of("interval", "2m"), "seal.interval: must be from 0 to 1m");
    assertRefused(Map.of("anchor_interval", "0s"), "seal.anchor_interval: must be from 1ms to 1d");
    assertRefused(Map.of("anchor_interval", "2d"), "seal.anchor_interval: must be from 1ms to 1d");
    assertRefused(
        Map.of("key_file", "a", "key_store", Map.of("file", "b")),
        "key_file and key_store are two keys; name one");
    assertRefused(
        Map.of("anchors", Map.of("foldr", Map.of())),
        "seal.anchors.foldr: there is no such anchor; did you mean \"folder\"?");
    assertRefused(
        Map.of("anchors", Map.of("folder", Map.of())), "seal.anchors.folder.path: is required");
  }

  @Test
  void doesNotBeginAnewWhereTheKeyIsLostOrForeign() throws Exception {
    try (EventLogger events = open(Map.of())) {
      log(events, 1);
    }
    Path key = directory.resolve("journal/audit/operator.key");
    byte[] kept = Files.readAllBytes(key);
    Files.delete(key);
    assertRefused(Map.of(), key + " is not there; restore the operator key");

    OperatorKey unused = OperatorKey.make("x", key);
    assertRefused(Map.of(), "restore that key, or name it as the former one to change keys");

    Path former = directory.resolve("former.key");
    Files.write(former, kept, java.nio.file.StandardOpenOption.CREATE_NEW);
    Files.setPosixFilePermissions(
        former, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    try (EventLogger events = open(Map.of("former_key_file", former.toString()))) {
      log(events, 1);
    }
    assertThat(Sealed.newest(directory).size()).isEqualTo(4);
    Files.delete(former);
    try (EventLogger events = open(Map.of("former_key_file", former.toString()))) {
      log(events, 1);
    }
    assertThat(Sealed.newest(directory).size()).isEqualTo(6);
  }

  @Test
  void sealsAHeartbeatWhileNothingHappens() throws Exception {
    try (EventLogger events = open(Map.of("heartbeat", "100ms"))) {
      while (Sealed.newest(directory).size() < 3) {
        Thread.onSpinWait();
      }
      assertThat(events.ledger().logs().get("audit").taken()).isZero();
    }
    SealEntry last = Sealed.folder(directory).entry(2, Sealed.newest(directory).size());
    assertThat(last.asRecord()).isInstanceOf(Heartbeat.class);
    assertThat(Sealed.check(directory)).isEmpty();
  }

  @Test
  void sealsAHeartbeatAlsoWhereARemovalCannotBeRead() throws Exception {
    Files.createDirectories(directory.resolve("journal/audit/seal/removals/0.note"));
    try (EventLogger events = open(Map.of("heartbeat", "100ms"))) {
      while (Sealed.newest(directory).size() < 3) {
        Thread.onSpinWait();
      }
      assertThat(events.ledger().logs().get("audit").seal().problem())
          .contains("0.note: is a removal that cannot be read");
    }
  }

  @Test
  void saysThatEventsWereDeliveredWhileNothingWasSealed() throws Exception {
    try (EventLogger events = open(Map.of())) {
      log(events, 10);
    }
    try (EventLogger events = Sealed.openUnsealed(directory)) {
      log(events, 7);
    }
    try (EventLogger events = open(Map.of())) {
      log(events, 1);
    }

    long size = Sealed.newest(directory).size();
    EpochRecord second = (EpochRecord) Sealed.folder(directory).entry(11, size).asRecord();
    assertThat(second.unsealed()).isEqualTo(7);
  }

  /** One of several nodes may begin to seal later than the others. */
  @Test
  void saysHowManyEventsWereDeliveredBeforeTheFirstEpoch() throws Exception {
    try (EventLogger events = Sealed.openUnsealed(directory)) {
      log(events, 7);
    }
    try (EventLogger events = open(Map.of())) {
      log(events, 1);
    }

    EpochRecord first = (EpochRecord) Sealed.folder(directory).entry(0, 1).asRecord();
    assertThat(first.unsealed()).isEqualTo(7);
  }

  @Test
  void waitsWhileItCannotSealAndLosesNothing() throws Exception {
    Path tails = Sealed.folder(directory).path();
    try (EventLogger events = open(Map.of())) {
      List<Path> moved = new ArrayList<>();
      breakFolder(tails, moved);
      log(events, 1);
      Sealed.flush(events); // into the tail, which is open
      log(events, 99);
      assertThat(events.flush(Duration.ofMillis(500))).isEqualTo(FlushResult.TIMED_OUT);
      LogLedger log = events.ledger().logs().get("audit");
      assertThat(log.delivered()).isOne();
      assertThat(log.failure()).isNotNull();
      assertThat(log.failure().reason()).contains("delivered, and not sealed");
      mendFolder(tails, moved);
      Sealed.flush(events);
    }
    assertThat(Sealed.check(directory)).hasSize(100);
    // It waited for the seal alone: the sink got each event once.
    try (Stream<String> lines = Files.lines(Sealed.store(directory))) {
      assertThat(lines.filter(line -> !line.isEmpty())).hasSize(100);
    }
  }

  /** Makes the folder unwritable: a file takes its place. */
  private static void breakFolder(Path folder, List<Path> moved) throws IOException {
    Path away = folder.resolveSibling("away");
    Files.move(folder, away);
    Files.writeString(folder, "in the way");
    moved.add(away);
  }

  private static void mendFolder(Path folder, List<Path> moved) throws IOException {
    Files.delete(folder);
    Files.move(moved.get(0), folder);
  }

  @Test
  void anAnchorHasTheNewestCheckpoint() throws Exception {
    Path anchor = Files.createDirectory(directory.resolve("anchor"));
    Map<String, ?> seal =
        Map.of(
            "origin", "example.org/audit",
            "anchor_interval", "10ms",
            "anchors", Map.of("folder", Map.of("path", anchor.toString())));
    try (EventLogger events = open(seal)) {
      log(events, 10);
      Sealed.flush(events);
    }

    byte[] newest = Sealed.folder(directory).checkpoint();
    List<byte[]> kept = new ArrayList<>();
    try (Stream<Path> days = Files.list(anchor.resolve("example.org%2Faudit"))) {
      for (Path day : days.sorted().toList()) {
        Notes.read(Files.newInputStream(day), kept::add);
      }
    }
    assertThat(kept.get(kept.size() - 1)).isEqualTo(newest);
    assertThat(Checkpoint.parse(Note.parse(newest)).size()).isEqualTo(11);
  }

  /**
   * Otherwise whoever deletes the folder could begin another history that no anchor contradicts.
   */
  @Test
  void anAnchorContradictsASealThatWasBegunAgainWithTheSameKey() throws Exception {
    Path anchor = Files.createDirectory(directory.resolve("anchor"));
    Map<String, ?> seal =
        Map.of(
            "anchor_interval",
            "10ms",
            "anchors",
            Map.of("folder", Map.of("path", anchor.toString())));
    try (EventLogger events = open(seal)) {
      log(events, 10);
      Sealed.flush(events);
    }
    String origin = Sealed.newest(directory).origin();
    assertThat(origin).matches("audit-[0-9a-f]{8}");
    Path folder = Sealed.folder(directory).path();
    Files.move(folder, directory.resolve("away"));
    try (EventLogger events = open(seal)) {
      while (events.ledger().logs().get("audit").seal().problem() == null) {
        Thread.onSpinWait();
      }
      assertThat(events.ledger().logs().get("audit").seal().problem())
          .contains("the seal was set back");
    }
    assertThat(Sealed.newest(directory).origin()).isEqualTo(origin);

    Files.move(folder, directory.resolve("again"));
    Files.delete(directory.resolve("journal/audit/operator.key"));
    open(Map.of()).close();
    assertThat(Sealed.newest(directory).origin()).isNotEqualTo(origin);
  }

  @Test
  void aLostAnchorIsReportedAndNotWaitedFor() throws Exception {
    Path anchor = directory.resolve("not-there");
    Map<String, ?> seal =
        Map.of(
            "anchor_interval",
            "10ms",
            "anchors",
            Map.of("folder", Map.of("path", anchor.toString())));
    try (EventLogger events = open(seal)) {
      log(events, 10);
      Sealed.flush(events);
      while (events.ledger().logs().get("audit").seal().problem() == null) {
        Thread.onSpinWait();
      }
      assertThat(events.ledger().logs().get("audit").seal().problem())
          .isEqualTo(
              "anchor folder: " + anchor + ": is no folder; it must be there, as a mount is");
      assertThat(events.ledger().logs().get("audit").seal().anchored()).isNull();
      Files.createDirectory(anchor);
      while (events.ledger().logs().get("audit").seal().anchored() == null) {
        Thread.onSpinWait();
      }
      assertThat(events.ledger().logs().get("audit").seal().problem()).isNull();
    }
  }

  private void assertRefused(Map<String, ?> seal, String message) {
    assertThatThrownBy(() -> open(seal).close())
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("EVENT_LOGGERS.audit.seal")
        .hasMessageContaining(message);
  }

  private EventLogger open(Map<String, ?> seal) {
    return Sealed.open(directory, seal, Map.of("linger", "5ms"));
  }

  private static void log(EventLogger events, int count) {
    for (int i = 0; i < count; i++) {
      events.log("ada", EventType.CLICK, Map.of("number", i));
    }
  }
}
