package dev.eventlogger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever sequence of appends, deliveries, failing writes, full disks, process ends and power cuts
 * a journal goes through, what it acknowledged is delivered.
 */
@Timeout(1800)
class JournalModelTest {

  private static final int SEQUENCES = Boolean.getBoolean("eventlogger.long") ? 10_000 : 80;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Sync.class)
  void losesNothingThatItAcknowledged(Sync sync) throws IOException {
    for (int seed = 0; seed < SEQUENCES; seed++) {
      assertThat(new Life(seed, sync, FaultyDisk.Omission.NOTHING, false).lost())
          .as("seed %d", seed)
          .isEmpty();
    }
  }

  @Test
  void wouldNoticeThatFilesAreNotSynced() throws IOException {
    assertThat(isNoticed(FaultyDisk.Omission.FILE_SYNC, false)).isTrue();
  }

  @Test
  void wouldNoticeThatDirectoriesAreNotSynced() throws IOException {
    assertThat(isNoticed(FaultyDisk.Omission.DIRECTORY_SYNC, false)).isTrue();
  }

  @Test
  void wouldNoticeThatTheCursorMovesBeforeTheSinkHasTheEvents() throws IOException {
    assertThat(isNoticed(FaultyDisk.Omission.NOTHING, true)).isTrue();
  }

  private boolean isNoticed(FaultyDisk.Omission omission, boolean settlesEarly) throws IOException {
    for (int seed = 0; seed < SEQUENCES; seed++) {
      try {
        if (!new Life(seed, Sync.ALWAYS, omission, settlesEarly).lost().isEmpty()) {
          return true;
        }
      } catch (AssertionError e) {
        return true;
      }
    }
    return false;
  }

  /** One random sequence. */
  private final class Life {

    private final Random random;
    private final FaultyDisk disk;
    private final boolean settlesEarly;
    private final Sync sync;
    private final Path folder;
    private final TreeSet<Long> acknowledged = new TreeSet<>();
    private final TreeSet<Long> delivered = new TreeSet<>();
    private Journal journal;
    private long last;
    private long highestAccepted;

    Life(long seed, Sync sync, FaultyDisk.Omission omission, boolean settlesEarly)
        throws IOException {
      random = new Random(seed);
      disk = new FaultyDisk(omission);
      this.sync = sync;
      this.settlesEarly = settlesEarly;
      folder = Files.createTempDirectory(directory, "life");
    }

    /** What was acknowledged but not delivered in the end. */
    List<Long> lost() throws IOException {
      open();
      for (int step = 0; step < 40; step++) {
        step();
      }
      disk.kill();
      reopen();
      deliver(Integer.MAX_VALUE);
      journal.close();
      List<Long> lost = new ArrayList<>(acknowledged);
      lost.removeAll(delivered);
      return lost;
    }

    private void step() throws IOException {
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3, 4 -> append(1 + random.nextInt(12));
        case 5, 6, 7 -> deliver(1 + random.nextInt(10));
        case 8 -> disk.failWrites(1 + random.nextInt(2));
        case 9 -> disk.failSyncs(1);
        case 10 -> disk.hasRoomFor(random.nextBoolean() ? 2000 : Long.MAX_VALUE);
        default -> end();
      }
    }

    private void end() throws IOException {
      int how = random.nextInt(sync == Sync.ALWAYS ? 3 : 2);
      if (how == 2) {
        disk.cutPower(random);
      } else if (how == 1) {
        disk.kill();
      }
      reopen();
    }

    private void open() throws IOException {
      JournalSettings settings =
          new JournalSettings(folder, sync, Duration.ofMillis(5), 20_000, 1000);
      journal = Journal.open(settings, disk);
      assertThat(journal.accepted()).isGreaterThanOrEqualTo(highestAccepted);
    }

    private void reopen() throws IOException {
      highestAccepted = journal.accepted();
      try {
        journal.close();
      } catch (IOException e) {
        // Its process is gone.
      }
      open();
    }

    private void append(int records) {
      for (int i = 0; i < records; i++) {
        byte[] record = Journals.record(++last);
        Appended outcome = journal.append(record, record.length, Duration.ZERO);
        if (outcome == Appended.WRITTEN) {
          acknowledged.add(last);
        }
      }
    }

    private void deliver(int most) throws IOException {
      int left = most;
      while (left > 0 && journal.waiting() > 0) {
        List<String> events = journal.read(Math.min(left, 5), 1000, Journals.TEXT);
        List<Long> numbers = events.stream().map(Journals::number).toList();
        assertThat(numbers).isSorted();
        if (settlesEarly && random.nextInt(3) == 0) {
          Journals.settle(journal, events.size());
          disk.kill();
          reopen();
          return;
        }
        delivered.addAll(numbers);
        // A process may end between delivering and settling.
        if (random.nextInt(5) > 0) {
          Journals.settle(journal, events.size());
        } else {
          disk.kill();
          reopen();
        }
        left -= events.size();
      }
    }
  }
}
