package dev.eventlogger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Removing a journal's files, one by one, is noticed, and what follows from it. */
@Timeout(60)
class FilesWatchTest {

  private static final long GRACE = Duration.ofSeconds(1).toNanos();

  @TempDir Path parent;
  private final FaultyDisk disk = new FaultyDisk(FaultyDisk.Omission.NOTHING);
  private final LogRecords said = new LogRecords("dev.eventlogger.journal");
  private final Segments segments = new Segments();
  private final SpareSegments spares = new SpareSegments(() -> {});
  private final List<Segment> sealed = new ArrayList<>();
  private long now = 1_000_000;
  private Path directory;
  private JournalLock lock;
  private Cursor cursor;
  private JournalReports reports;
  private FilesWatch watch;

  @BeforeEach
  void make() throws IOException {
    directory = Files.createDirectory(parent.resolve("log"));
    lock = JournalLock.take(directory, FileMode.PRIVATE);
    cursor = Cursor.open(disk, directory, Cursor.read(disk, directory), Progress.NONE, 0);
    reports = new JournalReports(directory);
    watch =
        new FilesWatch(
            disk, directory, lock, cursor, segments, spares, this::seal, reports, () -> now);
  }

  private void seal(Segment segment) {
    sealed.add(segment);
    segment.seal();
  }

  @AfterEach
  void end() throws IOException {
    cursor.close();
    lock.close();
    said.close();
  }

  /** Looks at once, and again after whoever removes files has had time to finish. */
  private boolean restoreInTheEnd() {
    assertThat(watch.restore()).isTrue();
    now += GRACE;
    return watch.restore();
  }

  private void assertThatRemovalIsSaid() {
    assertThat(said.messages())
        .containsExactly(
            "journal "
                + directory
                + ": files of it were removed by somebody while it is at work; it goes on with new"
                + " ones, and what was not read from those that are gone counts as lost");
  }

  private SpareSegments.Spare spare(long number) throws IOException {
    Path path = Segments.path(directory, number);
    DiskFile file = disk.create(path);
    return new SpareSegments.Spare(number, path, file, 4096, disk.identity(path));
  }

  private Segment written(long number) throws IOException {
    Segment segment = Segment.of(spare(number), number);
    segments.add(segment);
    return segment;
  }

  @Test
  void whereAllIsThereNothingIsDone() throws IOException {
    SpareSegments.Spare spare = spare(2);
    spares.put(spare);
    written(1);

    assertThat(restoreInTheEnd()).isTrue();

    assertThat(sealed).isEmpty();
    assertThat(spares.peek()).isSameAs(spare);
    assertThat(said.messages()).isEmpty();
  }

  @Test
  void theLockIsTakenAnewWhenWhoeverRemovedItHadTimeToBeDone() throws IOException {
    Files.delete(directory.resolve("lock"));

    assertThat(watch.restore()).isTrue();
    now += GRACE - 1;
    assertThat(watch.restore()).isTrue();
    assertThat(lock.isGone()).isTrue();
    now++;
    assertThat(watch.restore()).isTrue();

    assertThat(lock.isGone()).isFalse();
    assertThatRemovalIsSaid();
  }

  @Test
  void eachRemovalHasItsOwnTime() throws IOException {
    Files.delete(directory.resolve("lock"));
    assertThat(restoreInTheEnd()).isTrue();
    assertThat(watch.restore()).isTrue();
    now += 10 * GRACE;
    Files.delete(directory.resolve("lock"));

    assertThat(watch.restore()).isTrue();

    assertThat(lock.isGone()).isTrue();
  }

  @Test
  void theCursorIsMadeAnewWithWhatItSaid() throws IOException {
    cursor.write(new Progress(8, 9, 6, 1, 0));
    int open = disk.openFiles();
    disk.delete(directory.resolve(Cursor.FILE));

    assertThat(restoreInTheEnd()).isTrue();

    assertThat(disk.openFiles()).isEqualTo(open);
    assertThat(Cursor.read(disk, directory).progress()).isEqualTo(new Progress(8, 9, 6, 1, 0));
    assertThatRemovalIsSaid();
  }

  @Test
  void aSpareThatIsGoneIsDroppedAndItsFileClosed() throws IOException {
    int open = disk.openFiles();
    SpareSegments.Spare spare = spare(1);
    spares.put(spare);
    disk.delete(spare.path());

    assertThat(restoreInTheEnd()).isTrue();

    assertThat(spares.peek()).isNull();
    assertThat(disk.openFiles()).isEqualTo(open);
    assertThatRemovalIsSaid();
  }

  @Test
  void aSpareThatIsThereStaysWhereOthersAreGone() throws IOException {
    SpareSegments.Spare spare = spare(1);
    spares.put(spare);
    Files.delete(directory.resolve("lock"));

    assertThat(restoreInTheEnd()).isTrue();

    assertThat(lock.isGone()).isFalse();
    assertThat(spares.peek()).isSameAs(spare);
  }

  @Test
  void onlyTheSegmentIsSealedThatIsWrittenAndGone() throws IOException {
    Segment read = written(1);
    read.seal();
    Segment gone = written(2);
    Segment there = written(3);
    disk.delete(read.path());
    disk.delete(gone.path());

    assertThat(restoreInTheEnd()).isTrue();

    assertThat(sealed).containsExactly(gone);
    assertThat(there.isSealed()).isFalse();
    assertThatRemovalIsSaid();
  }

  @Test
  void aSealedSegmentThatIsGoneIsLeftToWhoReadsIt() throws IOException {
    Segment read = written(1);
    read.seal();
    disk.delete(read.path());

    assertThat(restoreInTheEnd()).isTrue();

    assertThat(sealed).isEmpty();
    assertThat(said.messages()).isEmpty();
  }

  @Test
  void whatCannotBeLookedAtIsNotTakenForGone() throws IOException {
    Segment segment = written(1);
    disk.cannotIdentify(segment.path());
    assertThat(restoreInTheEnd()).isTrue();
    disk.cannotIdentify(directory.resolve(Cursor.FILE));
    assertThat(restoreInTheEnd()).isTrue();

    assertThat(sealed).isEmpty();
    assertThat(said.messages()).isEmpty();
  }

  @Test
  void thatItsFolderCannotBeMadeAgainIsSaidUntilItIsThere() throws IOException {
    Path away = parent.resolve("away");
    Files.move(directory, away);
    Files.writeString(directory, "not a folder");

    assertThat(restoreInTheEnd()).isFalse();
    reports.publish();
    assertThat(said.messages())
        .singleElement()
        .asString()
        .contains("its files were removed while it is at work, and cannot be made again");
    Files.delete(directory);
    Files.move(away, directory);
    assertThat(watch.restore()).isTrue();
    reports.publish();

    assertThat(said.messages()).hasSize(2).last().asString().contains("its files are there again");
  }

  @Test
  void thatItsFilesAreMadeAgainIsSaidAtOnce() throws IOException {
    Path away = parent.resolve("away");
    Files.move(directory, away);
    Files.writeString(directory, "not a folder");
    assertThat(restoreInTheEnd()).isFalse();
    reports.publish();
    Files.delete(directory);

    assertThat(watch.restore()).isTrue();
    reports.publish();

    assertThat(lock.isGone()).isFalse();
    assertThat(said.messages()).hasSize(3).last().asString().contains("its files are there again");
  }
}
