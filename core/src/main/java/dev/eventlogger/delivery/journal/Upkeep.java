package dev.eventlogger.delivery.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What a journal needs done that no caller should wait for: it makes segments ahead, syncs what was
 * written, and deletes what is settled. Runs on a thread of its own, until it is stopped.
 */
final class Upkeep implements Runnable {

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final int ZEROS = 1024 * 1024;

  private final JournalSettings settings;
  private final Disk disk;
  private final Segments segments;
  private final Cursor cursor;
  private final JournalReports reports;
  private final Notes notes;
  private final Spares spares = new Spares(this::wake);
  private final Semaphore wakes = new Semaphore(0);
  private final Predicate<Segment> isDone;
  private long nextNumber;
  private volatile boolean stopped;

  /**
   * Upkeep of a journal.
   *
   * @param nextNumber the next segment's
   * @param isDone whether nobody will read a segment any more
   */
  Upkeep(
      JournalSettings settings,
      Disk disk,
      Segments segments,
      Cursor cursor,
      JournalReports reports,
      long nextNumber,
      Predicate<Segment> isDone) {
    this.settings = settings;
    this.disk = disk;
    this.segments = segments;
    this.cursor = cursor;
    this.reports = reports;
    this.nextNumber = nextNumber;
    this.isDone = isDone;
    notes = new Notes(disk, settings.directory());
  }

  Notes notes() {
    return notes;
  }

  Spares spares() {
    return spares;
  }

  /** Has it look now. */
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
        look();
      } catch (InterruptedException e) {
        // Nobody who may end this thread interrupts it.
      } catch (RuntimeException | Error e) {
        reports.failed("upkeep failed", new IOException(e));
      }
    }
  }

  private void look() {
    retire();
    if (!stopped && spares.isWanted()) {
      prepare();
    }
    sync();
    try {
      cursor.sync();
    } catch (IOException e) {
      reports.failed("the cursor cannot be synced; a power cut may repeat deliveries", e);
    }
    writeNotes();
  }

  /** On a disk that is full or fails, they stay as they were; that itself is reported elsewhere. */
  @SuppressWarnings("EmptyCatch")
  private void writeNotes() {
    try {
      notes.write();
    } catch (IOException e) {
      // See above.
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
      reports.works();
    } catch (IOException e) {
      reports.failed("no segment can be made; callers wait as on_full says", e);
      spares.cannot(Appended.FAILED);
    }
  }

  /** Takes the next name that nothing has: no file is ever replaced that was not made here. */
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

  /** Makes a file of zeros, so that writing it later needs no room and no new blocks. */
  private Spares.Spare make(Path path) throws IOException {
    try (DiskFile file = Segments.createUnfinished(disk, path)) {
      byte[] zeros = new byte[Math.min(ZEROS, settings.segmentBytes())];
      int size = settings.segmentBytes();
      for (int at = 0; at < size; at += zeros.length) {
        file.write(at, zeros, 0, Math.min(zeros.length, size - at));
      }
      file.sync();
    } catch (IOException e) {
      disk.delete(Segments.unfinished(path));
      disk.delete(path);
      throw e;
    }
    Segments.finish(disk, path);
    boolean always = settings.sync() == Sync.ALWAYS;
    DiskFile file = always ? disk.openSynced(path) : disk.open(path);
    return new Spares.Spare(nextNumber, path, file, settings.segmentBytes());
  }

  /** Syncs what was written, and lets go of the files of sealed segments. */
  private void sync() {
    for (Segment segment : segments.all()) {
      try {
        segment.sync();
      } catch (IOException e) {
        reports.failed("cannot be synced; goes on in another segment", e);
        segment.markUnsynced();
      }
    }
  }

  /** Removes the segments of which all is settled. */
  private void retire() {
    try {
      Segment oldest = segments.first();
      while (oldest != null && isDone.test(oldest)) {
        // Without the cursor, what is deleted would be missed after a power cut.
        cursor.sync();
        segments.remove(oldest);
        oldest.sync();
        remove(oldest);
        oldest = segments.first();
      }
    } catch (IOException e) {
      reports.failed("a settled segment cannot be removed", e);
    }
  }

  /** Does it all a last time, when its thread has ended. */
  void end() throws IOException {
    sync();
    retire();
    writeNotes();
    Spares.Spare spare = spares.close();
    if (spare != null) {
      spare.file().close();
      disk.delete(spare.path());
    }
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
