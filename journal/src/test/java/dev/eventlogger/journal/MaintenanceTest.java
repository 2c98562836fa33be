package dev.eventlogger.journal;

import static dev.eventlogger.journal.SegmentFiles.frames;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.testing.LogRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done for a journal without a caller waiting for it. */
@Timeout(60)
class MaintenanceTest {

  private static final int SEGMENT = 4096;

  @TempDir Path directory;
  private final FaultyDisk disk = new FaultyDisk(FaultyDisk.Omission.NOTHING);
  private final LogRecords said = new LogRecords("dev.eventlogger.journal");
  private final Segments segments = new Segments();
  private final Set<Segment> done = ConcurrentHashMap.newKeySet();
  private final List<Segment> sealed = new ArrayList<>();
  private final AtomicLong accepted = new AtomicLong();
  private JournalReports reports;
  private JournalLock lock;
  private Cursor cursor;
  private Maintenance maintenance;
  private Thread thread;

  @BeforeEach
  void make() throws IOException {
    reports = new JournalReports(directory);
    lock = JournalLock.take(directory, FileMode.PRIVATE);
    cursor = Cursor.open(disk, directory, Cursor.read(disk, directory), Progress.NONE, 0);
  }

  @AfterEach
  void end() throws Exception {
    if (thread != null) {
      stop();
      endAll();
    }
    lock.close();
    said.close();
  }

  private void endAll() throws IOException {
    try {
      segments.all().forEach(Segment::seal);
      maintenance.end();
      cursor.close();
      assertThat(disk.openFiles()).isZero();
    } catch (IOException e) {
      assertThat(e).hasMessage("the process is gone"); // the power was cut
    }
  }

  private long size(Path path) throws IOException {
    try (DiskFile file = disk.openToRead(path)) {
      return file.size();
    }
  }

  private void start(Sync sync, long journalBytes, long nextNumber) {
    JournalSettings settings =
        new JournalSettings(directory, sync, Duration.ofMillis(10), journalBytes, SEGMENT);
    maintenance =
        new Maintenance(
            settings,
            disk,
            lock,
            segments,
            cursor,
            reports,
            nextNumber,
            new Maintenance.Use(done::contains, accepted::get, sealed::add));
    thread = new Thread(maintenance);
    thread.start();
    maintenance.wake();
  }

  private void start() {
    start(Sync.INTERVAL, 1 << 20, 1);
  }

  private void stop() throws InterruptedException {
    maintenance.stop();
    thread.join();
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private SpareSegments.Spare awaitSpare() {
    await(() -> maintenance.spares().peek() != null);
    return maintenance.spares().peek();
  }

  @Test
  void aSegmentIsMadeAheadOfZerosAndNotedAsTheNewest() throws IOException {
    start(Sync.INTERVAL, 1 << 20, 7);
    SpareSegments.Spare spare = awaitSpare();

    assertThat(spare.number()).isEqualTo(7);
    assertThat(spare.path()).isEqualTo(directory.resolve("0000000007.seg"));
    assertThat(spare.size()).isEqualTo(SEGMENT);
    assertThat(spare.file().size()).isEqualTo(SEGMENT);
    try (SegmentScan scan = SegmentScan.open(disk, spare.path())) {
      assertThat(scan.isBlank()).isTrue();
    }
    assertThat(Cursor.read(disk, directory).newest()).isEqualTo(7);
    assertThat(disk.list(directory)).noneMatch(Segments::isUnfinished);
  }

  @Test
  void eachWriteOfASegmentIsSyncedWhereEachRecordIsToBe() throws IOException {
    start(Sync.ALWAYS, 1 << 20, 1);
    SpareSegments.Spare spare = awaitSpare();
    spare.file().write(0, frames(1, 1), 0, 10);
    disk.cutPower(new WorstPowerCut());

    byte[] read = new byte[10];
    assertThat(disk.openToRead(spare.path()).read(0, read, 0, 10)).isEqualTo(10);
    assertThat(frames(1, 1)).startsWith(read);
  }

  @Test
  void noMoreSegmentsAreMadeThanTheJournalMayHold() {
    segments.add(Segment.found(1, Segments.path(directory, 1), 1, SEGMENT + 1));
    start(Sync.INTERVAL, 2 * SEGMENT, 2);
    await(() -> maintenance.spares().obstacle() == Appended.FULL);
    assertThat(maintenance.spares().peek()).isNull();

    segments.remove(segments.first());
    segments.add(Segment.found(1, Segments.path(directory, 1), 1, SEGMENT));

    assertThat(awaitSpare().number()).isEqualTo(2);
  }

  @Test
  void aNameThatIsTakenIsPassedOverAndSaid() throws IOException {
    try (DiskFile file = disk.create(Segments.path(directory, 1))) {
      file.write(0, frames(1, 1), 0, 5);
    }
    start();

    assertThat(awaitSpare().number()).isEqualTo(2);
    assertThat(said.messages())
        .containsExactly(
            "journal "
                + directory
                + ": 0000000001.seg is there, and was not made here; it is left alone");
    assertThat(size(Segments.path(directory, 1))).isEqualTo(5);
    assertThat(Cursor.read(disk, directory).newest()).isEqualTo(2);
  }

  @Test
  void whereNoSegmentCanBeMadeNothingIsLeftOfItAndItIsTriedAgain() {
    disk.hasRoomFor(SEGMENT / 2);
    start();
    await(() -> maintenance.spares().obstacle() == Appended.FAILED);
    await(() -> !said.messages().isEmpty());
    assertThat(said.messages()).first().asString().contains("no segment can be made");
    disk.hasRoomFor(Long.MAX_VALUE);

    assertThat(awaitSpare().number()).isEqualTo(1);
    await(() -> said.messages().stream().anyMatch(line -> line.contains("can be made again")));
    assertThat(disk.list(directory)).hasSize(2); // with the cursor
  }

  @Test
  void whereTheCursorCannotNameASegmentNothingIsLeftOfItAndItIsTriedAgain() throws IOException {
    disk.cannotWrite(directory.resolve(Cursor.FILE));
    start();
    await(() -> maintenance.spares().obstacle() == Appended.FAILED);
    await(() -> !said.messages().isEmpty());
    disk.cannotWrite(null);

    assertThat(awaitSpare().number()).isEqualTo(1);
    assertThat(disk.list(directory)).hasSize(2); // with the cursor
    assertThat(Cursor.read(disk, directory).newest()).isEqualTo(1);
    assertThat(said.messages()).noneMatch(line -> line.contains("was not made here"));
  }

  @Test
  void whereASegmentCannotBeToldFromOthersNothingIsLeftOfItAndItIsTriedAgain() throws IOException {
    disk.cannotIdentify(Segments.path(directory, 1));
    start();
    await(() -> maintenance.spares().obstacle() == Appended.FAILED);
    disk.cannotIdentify(null);

    assertThat(awaitSpare().number()).isEqualTo(1);
    assertThat(disk.list(directory)).hasSize(2);
    assertThat(Cursor.read(disk, directory).newest()).isEqualTo(1);
  }

  @Test
  void whatWasWrittenIsSyncedAndKnownToTheCursor() throws IOException {
    start();
    Segment segment = written(1, 5);
    accepted.set(5);
    await(() -> read().accepted() == 5);
    // Its round is over when the next one has written something.
    accepted.set(6);
    await(() -> read().accepted() == 6);
    disk.cutPower(new WorstPowerCut());

    SegmentSurvey survey = SegmentSurvey.all(disk, directory).get(0);
    assertThat(survey.path()).isEqualTo(segment.path());
    assertThat(survey.records()).isEqualTo(5);
    assertThat(read().accepted()).isBetween(5L, 6L);
  }

  private Progress read() {
    try {
      return Cursor.read(disk, directory).progress();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Segment written(long first, long last) throws IOException {
    awaitSpare();
    Segment segment = Segment.of(maintenance.spares().take(System.nanoTime(), false), first);
    segments.add(segment);
    maintenance.spares().confirm();
    segment.begin();
    byte[] frames = frames(first, last);
    segment.append(frames, frames.length, last + 1);
    return segment;
  }

  @Test
  void aSegmentThatCannotBeSyncedIsMarkedAndSaid() throws IOException {
    start();
    awaitSpare();
    disk.failSyncs(1);
    Segment segment = written(1, 5);
    await(segment::isUnsynced);
    await(() -> !said.messages().isEmpty());

    assertThat(said.messages()).first().asString().contains("cannot be synced");
    await(() -> said.messages().stream().anyMatch(line -> line.contains("is synced again")));
  }

  @Test
  void aSegmentOfWhichAllIsSettledIsDeletedAndADamagedOneKept() throws IOException {
    start();
    Segment first = written(1, 5);
    Segment second = written(6, 9);
    second.markDamaged();
    Segment third = written(10, 12);
    first.seal();
    second.seal();
    done.add(first);
    done.add(second);
    maintenance.wake();
    await(() -> segments.first() == third);
    await(() -> !said.messages().isEmpty());

    assertThat(disk.list(directory))
        .doesNotContain(first.path(), second.path())
        .contains(third.path());
    Path kept = directory.resolve("quarantine/0000000002.seg");
    assertThat(disk.isFile(kept)).isTrue();
    assertThat(said.messages())
        .containsExactly(
            "journal "
                + directory
                + ": what could be read of a damaged segment is settled; it is kept as "
                + kept);
  }

  @Test
  void aSealedSegmentGivesItsRoomBack() throws IOException {
    start();
    Segment segment = written(1, 5);
    segment.seal();
    maintenance.wake();
    await(() -> segment.size() == segment.end());

    assertThat(size(segment.path())).isEqualTo(segment.end());
  }

  @Test
  void atTheEndTheSpareIsDeletedAndNoLongerTheNewest() throws Exception {
    start();
    Segment segment = written(1, 5);
    SpareSegments.Spare spare = awaitSpare();
    assertThat(spare.number()).isEqualTo(2);
    stop();
    segment.seal();
    endAll();
    thread = null;

    assertThat(disk.list(directory)).contains(segment.path()).doesNotContain(spare.path());
    assertThat(Cursor.read(disk, directory).newest()).isEqualTo(1);
    assertThat(said.messages()).isEmpty();
    disk.cutPower(new WorstPowerCut());
    assertThat(SegmentSurvey.all(disk, directory).get(0).records()).isEqualTo(5);
  }

  @Test
  void atTheEndWhatIsSettledIsDeletedToo() throws Exception {
    start();
    Segment segment = written(1, 5);
    stop();
    segment.seal();
    done.add(segment);
    endAll();
    thread = null;

    assertThat(disk.list(directory)).containsExactly(directory.resolve(Cursor.FILE));
    assertThat(Cursor.read(disk, directory).newest()).isZero();
  }

  @Test
  void notesAreWrittenSoonAndAtTheEnd() throws Exception {
    start();
    String[] notes = {"first"};
    maintenance.keepNotes(() -> notes[0]);
    assertThat(disk.isFile(directory.resolve(Notes.FILE))).isTrue();
    await(() -> Notes.read(disk, directory).equals("first"));
    stop();
    notes[0] = "second";
    endAll();
    thread = null;

    assertThat(Notes.read(disk, directory)).isEqualTo("second");
  }

  @Test
  void thatNotesCannotBeWrittenIsSaid() throws Exception {
    start();
    awaitSpare();
    disk.hasRoomFor(0);
    maintenance.keepNotes(() -> "noted");
    await(() -> !said.messages().isEmpty());
    assertThat(said.messages()).first().asString().contains("its notes cannot be written");
    disk.hasRoomFor(Long.MAX_VALUE);

    await(() -> said.messages().stream().anyMatch(line -> line.contains("are written again")));
    assertThat(Notes.read(disk, directory)).isEqualTo("noted");
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "SEGMENT",
        "FULL",
        "SLOW",
        "SYNC",
        "CURSOR_SYNC",
        "REMOVAL",
        "NOTES",
        "FILES",
        "UPKEEP"
      })
  void whatWasWrongAndIsRightAgainIsSaid(Trouble trouble) {
    reports.failed(trouble, null);
    reports.publish();

    start();

    await(() -> said.messages().size() == 2);
    assertThat(said.messages()).last().asString().endsWith(trouble.over());
  }

  @Test
  void whatIsFoundAtTheEndIsSaidToo() throws Exception {
    start();
    awaitSpare();
    stop();
    reports.failed(Trouble.READ, null);
    endAll();
    thread = null;

    assertThat(said.messages()).singleElement().asString().contains("cannot be read");
  }

  @Test
  void whateverFailsIsSaidAndTheNextLookWorks() {
    int[] times = {0};
    start();
    maintenance.keepNotes(
        () -> {
          if (times[0]++ < 1) {
            throw new IllegalStateException("of the notes");
          }
          return "noted";
        });
    await(() -> Notes.read(disk, directory).equals("noted"));

    await(() -> said.messages().stream().anyMatch(line -> line.contains("maintenance failed")));
  }
}
