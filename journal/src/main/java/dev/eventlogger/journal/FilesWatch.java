package dev.eventlogger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Notices that somebody removed files of a journal that is in use, or its folder: the system would
 * go on accepting writes to them, and nobody would find what was written. For the journal's own
 * thread.
 */
final class FilesWatch {

  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Disk disk;
  private final Path directory;
  private final JournalLock lock;
  private final Cursor cursor;
  private final Segments segments;
  private final SpareSegments spares;
  private final Consumer<Segment> seal;
  private final JournalReports reports;
  private final LongSupplier nanoTime;
  private boolean missing;
  private long missingSince;

  /**
   * A watch over a journal.
   *
   * @param seal called with a segment whose file is gone, so that no more is written to it
   */
  FilesWatch(
      Disk disk,
      Path directory,
      JournalLock lock,
      Cursor cursor,
      Segments segments,
      SpareSegments spares,
      Consumer<Segment> seal,
      JournalReports reports) {
    this(disk, directory, lock, cursor, segments, spares, seal, reports, System::nanoTime);
  }

  FilesWatch(
      Disk disk,
      Path directory,
      JournalLock lock,
      Cursor cursor,
      Segments segments,
      SpareSegments spares,
      Consumer<Segment> seal,
      JournalReports reports,
      LongSupplier nanoTime) {
    this.disk = disk;
    this.directory = directory;
    this.lock = lock;
    this.cursor = cursor;
    this.segments = segments;
    this.spares = spares;
    this.seal = seal;
    this.reports = reports;
    this.nanoTime = nanoTime;
  }

  /**
   * Makes what is gone again. What was accepted into a segment that is gone is still read if a
   * reader has it open, and counted as lost if not.
   *
   * @return false if that is not possible, so that nothing can be written
   */
  boolean restore() {
    if (!isMissing()) {
      reports.works(Trouble.FILES);
      missing = false;
      return true;
    }
    long now = nanoTime.getAsLong();
    if (!missing) {
      missing = true;
      missingSince = now;
    }
    // Whoever removes a folder needs a moment to be done with it.
    return now - missingSince < GRACE.toNanos() || renew();
  }

  private boolean isMissing() {
    SpareSegments.Spare spare = spares.peek();
    return lock.isGone()
        || cursor.isGone()
        || (spare != null && isGone(spare.path(), spare.identity()))
        || segments.all().stream().anyMatch(this::isWrittenToNothing);
  }

  private boolean isWrittenToNothing(Segment segment) {
    return !segment.isSealed() && isGone(segment.path(), segment.identity());
  }

  private boolean renew() {
    try {
      // First of all, stop writing to files that nobody will find.
      boolean wasGone = sealGone();
      wasGone |= dropGone();
      disk.makeDirectory(directory);
      wasGone |= lock.renew();
      wasGone |= cursor.renew();
      if (wasGone) {
        reports.damaged(
            "files of it were removed by somebody while it is at work; it goes on with new ones, and"
                + " what was not read from those that are gone counts as lost");
      }
      reports.works(Trouble.FILES);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      reports.failed(Trouble.FILES, e);
      return false;
    }
  }

  private boolean sealGone() {
    boolean isAny = false;
    for (Segment segment : segments.all()) {
      if (isWrittenToNothing(segment)) {
        seal.accept(segment);
        isAny = true;
      }
    }
    return isAny;
  }

  private boolean dropGone() throws IOException {
    SpareSegments.Spare spare = spares.peek();
    if (spare == null || !isGone(spare.path(), spare.identity()) || !spares.drop(spare)) {
      return false;
    }
    spare.file().close();
    return true;
  }

  private boolean isGone(Path path, Object identity) {
    try {
      return !identity.equals(disk.identity(path));
    } catch (IOException e) {
      return false; // nobody knows
    }
  }
}
