package dev.eventlogger.benchmarks.endtoend;

import dev.eventlogger.benchmarks.Folders;
import dev.eventlogger.benchmarks.Measurement;
import dev.eventlogger.benchmarks.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A journal that is synced before an event is accepted, compared with the time of one sync of this
 * disk.
 */
final class SyncedJournal {

  private static final int PRODUCERS = 16;
  private static final int SYNCS = 300;
  private static final int BLOCK = 4096;

  private SyncedJournal() {}

  static List<Measurement> measure(Path directory, boolean quick) throws Exception {
    Scenario scenario = Scenario.atFullSpeed(Shape.MEDIUM, PRODUCERS, quick ? 16_000 : 100_000);
    Candidate.Opener opener = EventLoggerCandidate::withSyncedJournal;
    try {
      scenario.run("EVENT_LOGGER_SYNCED", opener, directory.resolve("warm-up.ndjson"));
      Folders.empty(directory);
      return List.of(
          scenario.run("EVENT_LOGGER_SYNCED", opener, directory.resolve("synced.ndjson")),
          new Measurement("DISK", "sync", Map.of("sync_ns", syncNanos(directory))));
    } finally {
      Folders.empty(directory);
    }
  }

  /** The median time to write a block and sync it, in a file whose blocks are allocated. */
  private static double syncNanos(Path directory) throws IOException {
    long[] nanos = new long[SYNCS];
    byte[] block = new byte[BLOCK];
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("sync").toFile(), "rw")) {
      file.write(new byte[BLOCK * SYNCS]);
      file.getFD().sync();
      file.seek(0);
      for (int sync = 0; sync < SYNCS; sync++) {
        long begun = System.nanoTime();
        file.write(block);
        file.getFD().sync();
        nanos[sync] = System.nanoTime() - begun;
      }
    }
    Arrays.sort(nanos);
    return nanos[SYNCS / 2];
  }
}
