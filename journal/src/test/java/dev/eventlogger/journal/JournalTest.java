package dev.eventlogger.journal;

import static dev.eventlogger.journal.Journals.append;
import static dev.eventlogger.journal.Journals.appendAll;
import static dev.eventlogger.journal.Journals.drain;
import static dev.eventlogger.journal.Journals.number;
import static dev.eventlogger.journal.Journals.range;
import static dev.eventlogger.journal.Journals.settings;
import static dev.eventlogger.journal.Journals.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(600)
class JournalTest {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Sync.class)
  void givesRecordsBackInTheirOrderAcrossSegments(Sync sync) throws IOException {
    try (Journal journal = Journal.open(settings(directory, sync))) {
      appendAll(journal, 1, 500);

      assertThat(drain(journal)).isEqualTo(range(1, 500));
      assertThat(journal.accepted()).isEqualTo(500);
      assertThat(journal.progress()).isEqualTo(new Progress(501, 500, 500, 0, 0));
    }
  }

  @ParameterizedTest
  @EnumSource(Sync.class)
  void goesOnWhereItWasAfterARestart(Sync sync) throws IOException {
    try (Journal journal = Journal.open(settings(directory, sync))) {
      appendAll(journal, 1, 100);
      settle(journal, journal.read(30, 1_000_000, Journals.TEXT).size());
      List<String> unsettled = journal.read(20, 1_000_000, Journals.TEXT);
      assertThat(number(unsettled.get(0))).isEqualTo(31);
    }
    try (Journal journal = Journal.open(settings(directory, sync))) {
      assertThat(journal.progress()).isEqualTo(new Progress(31, 100, 30, 0, 0));
      assertThat(journal.waiting()).isEqualTo(70);
      appendAll(journal, 101, 150);

      assertThat(drain(journal)).isEqualTo(range(31, 150));
      assertThat(journal.progress()).isEqualTo(new Progress(151, 150, 150, 0, 0));
    }
  }

  @Test
  void countsOnAcrossManyRestarts() throws IOException {
    for (int i = 0; i < 20; i++) {
      try (Journal journal = Journal.open(settings(directory))) {
        assertThat(journal.accepted()).isEqualTo(i * 10L);
        appendAll(journal, i * 10 + 1, i * 10 + 10);
        if (i % 3 == 0) {
          List<Long> drained = drain(journal);
          assertThat(drained.get(drained.size() - 1)).isEqualTo(i * 10 + 10);
        }
      }
    }
  }

  @Test
  void leavesNoSegmentsWhenAllIsSettled() throws IOException {
    try (Journal journal = Journal.open(settings(directory))) {
      appendAll(journal, 1, 300);
      drain(journal);
    }

    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("cursor", "lock", "owner");
    }
  }

  @Test
  void takesNoMoreThanItMayAndGoesOnWhenThereIsRoom() throws IOException {
    JournalSettings small =
        new JournalSettings(directory, Sync.INTERVAL, Duration.ofMillis(20), 12_288, 4096);
    try (Journal journal = Journal.open(small)) {
      long number = 1;
      while (append(journal, number) == Appended.WRITTEN) {
        number++;
      }
      assertThat(append(journal, number)).isEqualTo(Appended.FULL);
      try (Stream<Path> files = Files.list(directory)) {
        // Besides the segments there are the cursor, of two pages, and the file with the owner's
        // id.
        assertThat(files.mapToLong(path -> path.toFile().length()).sum())
            .isLessThanOrEqualTo(12_288 + 8192 + 20);
      }
      assertThat(drain(journal)).isEqualTo(range(1, number - 1));

      appendAll(journal, number, number + 20);
    }
  }

  @Test
  void refusesARecordThatNoSegmentHolds() throws IOException {
    try (Journal journal = Journal.open(settings(directory))) {
      assertThat(journal.append(new byte[5000], 5000, Duration.ZERO)).isEqualTo(Appended.FULL);
    }
  }

  @Test
  void refusesASecondEventLoggerInTheSameProcessWithoutLosingTheLock() throws Exception {
    try (Journal journal = Journal.open(settings(directory))) {
      assertThatThrownBy(() -> Journal.open(settings(directory)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "the journal in "
                  + directory
                  + " is in use by another event logger of this process; give each process a"
                  + " directory of its own");
      assertThat(JournalLock.isTaken(directory)).isTrue();
      appendAll(journal, 1, 10);
    }
    assertThat(JournalLock.isTaken(directory)).isFalse();
    Journal.open(settings(directory)).close();
  }

  @Test
  void isNotClosedByAnInterruptedCaller() throws IOException {
    try (Journal journal = Journal.open(settings(directory, Sync.ALWAYS))) {
      appendAll(journal, 1, 1);
      Thread.currentThread().interrupt();
      assertThat(append(journal, 2)).isEqualTo(Appended.WRITTEN);
      assertThat(Thread.interrupted()).isTrue();
      appendAll(journal, 3, 100);

      assertThat(drain(journal)).isEqualTo(range(1, 100));
    }
  }

  @ParameterizedTest
  @EnumSource(Sync.class)
  void keepsEachThreadsRecordsInOrder(Sync sync) throws Exception {
    int threads = 8;
    int each = 500;
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    try (Journal journal = Journal.open(settings(directory, sync))) {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        long first = i * 1000L;
        ends.add(callers.submit(() -> appendAll(journal, first, first + each - 1)));
      }
      for (Future<?> end : ends) {
        end.get();
      }
      List<Long> numbers = drain(journal);

      assertThat(journal.accepted()).isEqualTo((long) threads * each);
      for (int i = 0; i < threads; i++) {
        long thread = i;
        assertThat(numbers.stream().filter(number -> number / 1000 == thread))
            .isEqualTo(range(thread * 1000, thread * 1000 + each - 1));
      }
    } finally {
      callers.shutdown();
    }
  }

  @Test
  void refusesRecordsOnceStopped() throws IOException {
    try (Journal journal = Journal.open(settings(directory))) {
      appendAll(journal, 1, 3);
      journal.stop();

      assertThat(append(journal, 4)).isEqualTo(Appended.CLOSED);
      assertThat(journal.isDrained()).isFalse();
      assertThat(drain(journal)).isEqualTo(range(1, 3));
      assertThat(journal.isDrained()).isTrue();
    }
  }

  @Test
  void countsWhatSomebodyDeletesWhileItIsOpen() throws IOException {
    try (Journal journal = Journal.open(settings(directory))) {
      appendAll(journal, 1, 200);
      Files.delete(Segments.path(directory, 3));
      List<Long> drained = drain(journal);

      assertThat(drained).startsWith(1L).endsWith(200L).hasSizeBetween(150, 199);
      assertThat(journal.progress())
          .isEqualTo(new Progress(201, 200, drained.size(), 0, 200L - drained.size()));
    }
  }
}
