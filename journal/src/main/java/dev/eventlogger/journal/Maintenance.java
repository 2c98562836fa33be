package dev.eventlogger.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Does what a journal needs and no caller should wait for: makes segments ahead, syncs what was
 * written, and deletes what is settled. Runs on a thread of its own, until it is stopped.
 */
final class Maintenance implements Runnable {

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  // Zeros that are written in one go are kept as one piece of the page cache (a large folio), all
  // of which Linux goes through at each later write: with 1 MiB, a write of 400 bytes takes twice
  // as long; with 4 KiB it is no faster, and writing the zeros takes three times as long.
  private static final int ZEROS = 64 * 1024;

  private final JournalSettings settings;
  private final Disk disk;
  private final Segments segments;
  private final Cursor cursor;
  private final JournalReports reports;
  private final Notes notes;
  private final SpareSegments spares = new SpareSegments(this::wake);
  private final Semaphore wakes = new Semaphore(0);
  private final Predicate<Segment> isDone;
  private final LongSupplier accepted;
  private final FilesWatch files;
  private long nextNumber;
  private volatile boolean stopped;

  /**
   * Maintains a journal.
   *
   * @param nextNumber number of the next segment
   * @param use access to the journal
   */
  Maintenance(
      JournalSettings settings,
      Disk disk,
      JournalLock lock,
      Segments segments,
      Cursor cursor,
      JournalReports reports,
      long nextNumber,
      Use use) {
    this.settings = settings;
    this.disk = disk;
    this.segments = segments;
    this.cursor = cursor;
    this.reports = reports;
    this.nextNumber = nextNumber;
    isDone = use.isDone();
    accepted = use.accepted();
    Path directory = settings.directory();
    notes = new Notes(disk, directory);
    files = new FilesWatch(disk, directory, lock, cursor, segments, spares, use.seal(), reports);
  }

  /**
   * What maintenance asks of a journal.
   *
   * @param isDone whether nobody will read a segment any more
   * @param accepted how many records were accepted
   * @param seal stops writing to a segment
   */
  record Use(Predicate<Segment> isDone, LongSupplier accepted, Consumer<Segment> seal) {}

  void keepNotes(Supplier<String> source) {
    try {
      notes.prepare();
    } catch (IOException e) {
      reports.failed(Trouble.NOTES, e);
    }
    notes.keep(source);
  }

  SpareSegments spares() {
    return spares;
  }

  /** Makes the thread look now. */
  void wake() {
    wakes.release();
  }

  void stop() {
    stopped = true;
    wake();
  }

  @Override
  public void run() {
    long pause = Math.min(LONGEST_PAUSE.toNanos(), settings.syncInterval().toNanos());
    while (!stopped) {
      try {
        boolean unused = wakes.tryAcquire(pause, TimeUnit.NANOSECONDS);
        wakes.drainPermits();
        maintain();
        reports.works(Trouble.UPKEEP);
      } catch (InterruptedException e) {
        // Whoever may end this thread does not interrupt it: the next look comes at once.
      } catch (RuntimeException | Error e) {
        reports.failed(Trouble.UPKEEP, e);
      }
      reports.publish();
    }
  }

  private void maintain() {
    boolean areThere = files.restore();
    retire();
    segments.all().forEach(Segment::cut);
    if (!stopped && spares.isWanted()) {
      if (areThere) {
        prepare();
      } else {
        spares.cannot(Appended.FAILED);
      }
    }
    long known = accepted.getAsLong();
    sync();
    try {
      // Only what was synced is recorded: after a power cut, nothing else may count as missing.
      cursor.writeAccepted(known);
      cursor.sync();
      reports.works(Trouble.CURSOR_SYNC);
    } catch (IOException e) {
      reports.failed(Trouble.CURSOR_SYNC, e);
    }
    writeNotes();
  }

  private void writeNotes() {
    try {
      notes.write();
      reports.works(Trouble.NOTES);
    } catch (IOException e) {
      reports.failed(Trouble.NOTES, e);
    }
  }

  private void prepare() {
    if (segments.size() + settings.segmentBytes() > settings.journalBytes()) {
      spares.cannot(Appended.FULL);
      return;
    }
    try {
      spares.put(make(reserve()));
      nextNumber++;
      reports.works(Trouble.SEGMENT);
      reports.works(Trouble.FULL);
      reports.works(Trouble.SLOW);
    } catch (IOException e) {
      reports.failed(Trouble.SEGMENT, e);
      spares.cannot(Appended.FAILED);
    }
  }

  /** Takes the next unused name: no file is ever replaced that was not made here. */
  private Path reserve() throws IOException {
    while (true) {
      Path path = Segments.path(settings.directory(), nextNumber);
      try {
        disk.create(path).close();
        return path;
      } catch (FileAlreadyExistsException e) {
        reports.damaged(path.getFileName() + " is there, and was not made here; it is left alone");
        nextNumber++;
      }
    }
  }

  /** Makes a spare under a reserved name; if that fails, nothing is left of it. */
  private SpareSegments.Spare make(Path path) throws IOException {
    boolean done = false;
    try {
      writeZeros(path);
      Segments.finish(disk, path);
      SpareSegments.Spare spare = open(path);
      remember(spare);
      done = true;
      return spare;
    } finally {
      if (!done) {
        disk.delete(Segments.unfinished(path));
        disk.delete(path);
      }
    }
  }

  /** Tells the cursor of the spare before anything is written to it. */
  private void remember(SpareSegments.Spare spare) throws IOException {
    boolean done = false;
    try {
      cursor.writeNewest(spare.number());
      done = true;
    } finally {
      if (!done) {
        spare.file().close();
      }
    }
  }

  /** Makes a file of zeros, so that writing to it later needs no space and no new blocks. */
  private void writeZeros(Path path) throws IOException {
    try (DiskFile file = Segments.createUnfinished(disk, path)) {
      byte[] zeros = new byte[Math.min(ZEROS, settings.segmentBytes())];
      int size = settings.segmentBytes();
      for (int at = 0; at < size; at += zeros.length) {
        file.write(at, zeros, 0, Math.min(zeros.length, size - at));
      }
      file.sync();
    }
  }

  private SpareSegments.Spare open(Path path) throws IOException {
    Object identity = disk.identity(path);
    if (identity == null) {
      throw new NoSuchFileException(path.toString());
    }
    boolean always = settings.sync() == Sync.ALWAYS;
    DiskFile file = always ? disk.openSynced(path) : disk.open(path);
    return new SpareSegments.Spare(nextNumber, path, file, settings.segmentBytes(), identity);
  }

  /** Syncs what was written, and closes the files of sealed segments. */
  private void sync() {
    boolean isWell = true;
    for (Segment segment : segments.all()) {
      boolean done = false;
      try {
        segment.sync();
        done = true;
      } catch (IOException e) {
        reports.failed(Trouble.SYNC, e);
      } finally {
        if (!done) {
          isWell = false;
          segment.markUnsynced();
        }
      }
    }
    if (isWell) {
      reports.works(Trouble.SYNC);
    }
  }

  /** Removes the segments that are settled completely. */
  private void retire() {
    try {
      Segment oldest = segments.first();
      while (oldest != null && isDone.test(oldest)) {
        segments.remove(oldest);
        if (segments.first() == null && spares.isWanted()) {
          cursor.writeNewest(0);
        }
        // Without this sync, what is deleted would count as missing after a power cut.
        cursor.sync();
        oldest.sync();
        remove(oldest);
        oldest = segments.first();
      }
      reports.works(Trouble.REMOVAL);
    } catch (IOException e) {
      reports.failed(Trouble.REMOVAL, e);
    }
  }

  /** Does it all one last time, after its thread has ended. */
  void end() throws IOException {
    sync();
    retire();
    writeNotes();
    SpareSegments.Spare spare = spares.close();
    if (spare != null) {
      spare.file().close();
      cursor.writeNewest(segments.newestNumber());
      cursor.sync();
      disk.delete(spare.path());
    }
    reports.publish();
  }

  private void remove(Segment segment) throws IOException {
    if (segment.isDamaged()) {
      Path kept = Quarantine.take(disk, segment.path());
      reports.damaged("what could be read of a damaged segment is settled; it is kept as " + kept);
    } else {
      disk.delete(segment.path());
    }
  }
}
