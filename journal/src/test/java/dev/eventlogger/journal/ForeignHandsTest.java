package dev.eventlogger.journal;

import static dev.eventlogger.journal.Journals.append;
import static dev.eventlogger.journal.Journals.appendAll;
import static dev.eventlogger.journal.Journals.drain;
import static dev.eventlogger.journal.Journals.range;
import static dev.eventlogger.journal.Journals.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody else creates, moves and removes things in a journal's folder. */
@Timeout(600)
class ForeignHandsTest {

  @TempDir Path parent;

  private Path journal() {
    return parent.resolve("log");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000000001.seg", "0000000009.seg", "cursor", "notes", "cursor.tmp"})
  void aLinkIsSetAsideAndNeverFollowed(String name) throws IOException {
    Path target = Files.writeString(parent.resolve("target"), "somebody else's");
    Files.createDirectories(journal());
    Files.createSymbolicLink(journal().resolve(name), target);

    logAndDrain();

    assertThat(target).hasContent("somebody else's");
    assertThat(journal().resolve("quarantine").resolve(name)).isSymbolicLink();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000000001.seg", "0000000009.seg", "cursor", "notes", "cursor.tmp"})
  void aFolderWithTheNameOfAFileDoesNotBlockTheStart(String name) throws IOException {
    Path inside = Files.createDirectories(journal().resolve(name)).resolve("inside");
    Files.writeString(inside, "something");

    logAndDrain();

    assertThat(journal().resolve("quarantine").resolve(name).resolve("inside")).exists();
  }

  private void logAndDrain() throws IOException {
    try (Journal journal = Journal.open(settings(journal()))) {
      journal.keepNotes(() -> "noted");
      appendAll(journal, 1, 60);
      assertThat(drain(journal)).isEqualTo(range(1, 60));
    }
    assertThat(new JournalFiles(journal()).condition().notes()).isEqualTo("noted");
  }

  @Test
  void aLockThatIsALinkIsRefusedByName() throws IOException {
    Path target = Files.writeString(parent.resolve("target"), "somebody else's");
    for (String name : List.of("lock", "owner")) {
      Files.createDirectories(journal());
      Path link = Files.createSymbolicLink(journal().resolve(name), target);

      assertThatThrownBy(() -> Journal.open(settings(journal())))
          .isInstanceOf(IOException.class)
          .hasMessage(link + ": is a link, which is not followed; remove it");
      Files.delete(link);
      logAndDrain();
      try (Stream<Path> files = Files.list(journal())) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
    assertThat(target).hasContent("somebody else's");
  }

  @Test
  void aJournalWhoseOwnerCannotBeWrittenIsNotLocked() throws IOException {
    Path owner = Files.createDirectories(journal().resolve("owner"));

    assertThatThrownBy(() -> Journal.open(settings(journal()))).isInstanceOf(IOException.class);
    assertThat(JournalLock.isTaken(journal())).isFalse();
    Files.delete(owner);
    logAndDrain();
  }

  @Test
  void aJournalThatCannotBeOpenedLeavesNoLockAndNoThread() throws IOException {
    FaultyDisk disk = new FaultyDisk(FaultyDisk.Omission.NOTHING);
    disk.hasRoomFor(0);

    assertThatThrownBy(() -> Journal.open(settings(journal()), disk))
        .isInstanceOf(IOException.class);

    assertThat(JournalLock.isTaken(journal())).isFalse();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("event-logger-log-journal"));
  }

  @Test
  void itsFilesAreItsOwnersOnlyUnlessItIsTold() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    logAndDrain();
    assertThat(modes(journal())).isEqualTo(Set.of("rw-------"));
    assertThat(mode(journal())).isEqualTo("rwx------");

    Path shared = parent.resolve("shared");
    JournalSettings told =
        new JournalSettings(
            shared,
            Sync.INTERVAL,
            Duration.ofMillis(20),
            1 << 20,
            Journals.SEGMENT,
            FileMode.parse("0660"));
    try (Journal journal = Journal.open(told)) {
      journal.keepNotes(() -> "noted");
      appendAll(journal, 1, 60);
    }
    assertThat(modes(shared)).isEqualTo(Set.of("rw-rw----"));
    assertThat(mode(shared)).isEqualTo("rwxrwx---");
  }

  private static Set<String> modes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> modes = new TreeSet<>();
      for (Path file : files.toList()) {
        modes.add(mode(file));
      }
      return modes;
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void theLastSegmentIsMissedAfterAKill() throws IOException {
    FaultyDisk disk = new FaultyDisk(FaultyDisk.Omission.NOTHING);
    Journal killed = Journal.open(settings(journal()), disk);
    appendAll(killed, 1, 60);
    disk.kill();
    closeAfterTheEnd(killed);
    Path last = Segments.path(journal(), Cursor.read(disk, journal()).newest());
    // The kill may have come before the cursor could note a new file.
    for (Path segment : segmentsFrom(disk, last)) {
      disk.delete(segment);
    }

    try (LogRecords said = new LogRecords("dev.eventlogger.journal")) {
      JournalFiles.Finding finding =
          new JournalCheck(disk, journal(), RecordDecoder.timeless()).run();
      assertThat(finding.isWhole()).isFalse();
      Journal.open(settings(journal()), disk).close();
      assertThat(said.messages())
          .anyMatch(
              line -> line.contains("the newest segment, " + last.getFileName() + ", was removed"));
    }
    try (LogRecords said = new LogRecords("dev.eventlogger.journal")) {
      Journal.open(settings(journal()), disk).close();
      assertThat(said.messages()).as("said once").isEmpty();
    }
  }

  private List<Path> segmentsFrom(FaultyDisk disk, Path first) {
    return disk.list(journal()).stream()
        .filter(path -> Segments.number(path) >= Segments.number(first))
        .toList();
  }

  private static void closeAfterTheEnd(Journal journal) {
    try {
      journal.close();
    } catch (IOException e) {
      // Its process is gone; the lock is free.
    }
  }

  @Test
  void whatWasAcceptedIsKnownSoonThoughNothingIsSettled() throws IOException {
    try (Journal journal = Journal.open(settings(journal()))) {
      appendAll(journal, 1, 60);
      Disk disk = new LocalDisk(FileMode.PRIVATE);
      while (Cursor.read(disk, journal()).progress().accepted() < 60) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  @Test
  void goesOnWithNewFilesWhereItsFolderIsRemovedAndCountsWhatIsLost() throws IOException {
    try (LogRecords said = new LogRecords("dev.eventlogger.journal");
        Journal journal = Journal.open(settings(journal()))) {
      journal.keepNotes(() -> "noted");
      appendAll(journal, 1, 60);
      Files.move(journal(), parent.resolve("gone"));
      while (said.messages().stream().noneMatch(line -> line.contains("were removed"))) {
        LockSupport.parkNanos(1_000_000);
      }
      appendAll(journal, 61, 120);
      List<Long> left = drain(journal);

      assertThat(left).containsAll(range(61, 120));
      Progress progress = journal.progress();
      assertThat(progress.delivered() + progress.damaged()).isEqualTo(120);
      assertThat(progress.damaged()).isEqualTo(120 - left.size());
      assertThat(JournalLock.isTaken(journal())).isTrue();
    }
    JournalCondition condition = new JournalFiles(journal()).condition();
    assertThat(condition.finding().progress().accepted()).isEqualTo(120);
    assertThat(condition.process()).isEqualTo("" + ProcessHandle.current().pid());
    assertThat(condition.notes()).isEqualTo("noted");
  }

  @Test
  void takesNothingWhereItsFolderCannotBeMadeAgain() throws Exception {
    Journal journal = Journal.open(settings(journal()));
    appendAll(journal, 1, 5);
    replaceByAFile();

    Appended outcome = append(journal, 6);
    while (outcome == Appended.WRITTEN) {
      outcome = append(journal, 6);
    }
    assertThat(outcome).isEqualTo(Appended.FAILED);
    closeAfterTheEnd(journal);
  }

  /** Tries again while the journal is faster, and makes its folder again. */
  private void replaceByAFile() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "not a folder");
    for (int i = 0; Files.exists(file); i++) {
      Files.move(journal(), parent.resolve("gone" + i));
      try {
        Files.move(file, journal());
      } catch (FileAlreadyExistsException e) {
        assertThat(journal()).isDirectory();
      }
    }
  }

  @Test
  void remembersWhatIsNotedWhereTheDiskCanMakeNoMoreFiles() throws Exception {
    Path disk = Files.createDirectory(parent.resolve("disk"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "nr_inodes=24", "tmpfs", disk.toString()));
    try {
      String[] notes = {"at first"};
      try (Journal journal = Journal.open(settings(disk.resolve("log")))) {
        journal.keepNotes(() -> notes[0]);
        appendAll(journal, 1, 5);
        takeAllInodes(disk);
        long number = 6;
        while (append(journal, number) == Appended.WRITTEN) {
          number++;
        }
        notes[0] = "later";
      }
      assertThat(new JournalFiles(disk.resolve("log")).condition().notes()).isEqualTo("later");
    } finally {
      boolean unused = run("umount", "-l", disk.toString());
    }
  }

  private static void takeAllInodes(Path disk) {
    try {
      for (int i = 0; i < 100; i++) {
        Files.createFile(disk.resolve("filler" + i));
      }
    } catch (IOException e) {
      // No inodes are left.
    }
  }

  @Test
  void whatIsForgottenIsFoundAlsoWithoutACursor() throws IOException {
    try (Journal journal = Journal.open(settings(journal()))) {
      appendAll(journal, 1, 60);
    }
    Files.delete(journal().resolve("cursor"));

    Map<Path, Long> forgotten = JournalFiles.forgotten(parent, Set.of("other"));

    assertThat(forgotten).containsOnlyKeys(journal());
    assertThat(forgotten.get(journal())).isBetween(30L, 60L);
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
