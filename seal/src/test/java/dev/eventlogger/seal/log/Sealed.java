package dev.eventlogger.seal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.EpochRecord;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.OperatorKey;
import dev.eventlogger.seal.Proofs;
import dev.eventlogger.seal.SealEntry;
import dev.eventlogger.seal.SealFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A log with a seal, and what must hold for both at any moment. */
final class Sealed {

  private Sealed() {}

  static EventLogger open(Path directory, Map<String, ?> seal, Map<String, ?> delivery) {
    Map<String, ?> log =
        Map.of("logger", "lines", "path", store(directory).toString(), "seal", seal);
    return openLog(directory, log, delivery);
  }

  /** The same log without a seal. */
  static EventLogger openUnsealed(Path directory) {
    return openLog(
        directory, Map.of("logger", "lines", "path", store(directory).toString()), Map.of());
  }

  private static EventLogger openLog(Path directory, Map<String, ?> log, Map<String, ?> delivery) {
    Map<String, Object> all = new HashMap<>(delivery);
    all.put("directory", directory.resolve("journal").toString());
    return EventLogger.builder()
        .config(
            EventLoggerConfig.of(
                Map.of(
                    "EVENT_LOGGER_NAME",
                    "audit",
                    "EVENT_LOGGERS",
                    Map.of("audit", log),
                    "EVENT_DELIVERY",
                    all)))
        .sinks(new LineSink())
        .closeOnShutdown(false)
        .open();
  }

  /** Waits until everything that was logged is delivered and sealed. */
  static void flush(EventLogger events) {
    assertThat(events.flush(Duration.ofMinutes(1))).isEqualTo(FlushResult.FLUSHED);
  }

  static Path store(Path directory) {
    return directory.resolve("store");
  }

  static SealFolder folder(Path directory) {
    return new SealFolder(SealFolder.below(directory.resolve("journal"), "audit"));
  }

  static Checkpoint newest(Path directory) throws IOException {
    return Checkpoint.parse(Note.parse(folder(directory).checkpoint()));
  }

  /** Checks the whole seal against the store; returns the ids that are sealed, in order. */
  static List<UUID> check(Path directory) throws IOException {
    SealFolder folder = folder(directory);
    Note note = Note.parse(folder.checkpoint());
    Checkpoint newest = Checkpoint.parse(note);
    List<SealEntry> entries = new ArrayList<>();
    folder.entries(0, newest.size(), entries::add);
    Proofs proofs = new Proofs(folder.hashes(newest.size()));
    assertThat(newest.hasRoot(proofs.root(newest.size()))).isTrue();
    EpochRecord last = checkEpochs(directory, entries, proofs);
    assertThat(note.isSignedBy(last.key())).isTrue();
    return checkEvents(folder, entries, LineSink.read(store(directory)));
  }

  private static EpochRecord checkEpochs(Path directory, List<SealEntry> entries, Proofs proofs)
      throws IOException {
    String origin = newest(directory).origin();
    Path file = directory.resolve("journal/audit/operator.key");
    OperatorKey operator = OperatorKey.read(origin, file);
    EpochRecord last = null;
    for (SealEntry entry : entries) {
      if (entry.asRecord() instanceof EpochRecord epoch) {
        assertThat(entry.note().isSignedBy(operator.verifier())).isTrue();
        assertThat(epoch.number()).isEqualTo(last == null ? 1 : last.number() + 1);
        assertThat(epoch.starts()).isEqualTo(entry.index());
        assertThat(epoch.previous()).isEqualTo(proofs.root(entry.index()));
        assertThat(epoch.unsealed()).isZero();
        last = epoch;
      }
    }
    return last;
  }

  private static List<UUID> checkEvents(
      SealFolder folder, List<SealEntry> entries, Map<UUID, byte[]> store) throws IOException {
    List<UUID> ids = new ArrayList<>();
    Set<UUID> seen = new HashSet<>();
    byte[] salts = folder.salts(0, entries.size());
    for (SealEntry entry : entries) {
      if (entry.isEvent()) {
        UUID id = entry.id();
        assertThat(seen.add(id)).as("sealed once: %s", id).isTrue();
        int at = (int) entry.index() * SealEntry.SALT_BYTES;
        byte[] salt = Arrays.copyOfRange(salts, at, at + SealEntry.SALT_BYTES);
        assertThat(store).as("what is sealed is in the store").containsKey(id);
        assertThat(entry.seals(id, salt, store.get(id))).as("as it is there").isTrue();
        ids.add(id);
      }
    }
    return ids;
  }
}
