package dev.eventlogger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what an earlier process left in a journal. For one thread that holds the lock, once.
 *
 * <p>No segment that was found is ever written to again: what is accepted from now on goes to a new
 * one. That alone cuts off a torn tail, and only the last segment has to be read here; damage in
 * the others is found when they are delivered.
 */
final class Recovery {

  /**
   * What was found.
   *
   * @param cursor what its file said
   * @param nextSequence sequence number of the next record
   * @param nextNumber number of the next segment
   */
  record Found(
      Segments segments,
      Progress progress,
      Cursor.Reading cursor,
      long nextSequence,
      long nextNumber) {}

  private final Disk disk;
  private final Path directory;
  private final JournalReports reports;
  private final @Nullable Progress known;
  private final List<Segment> found = new ArrayList<>();
  private final List<Path> blank = new ArrayList<>();
  private long highestNumber;

  /** Recovers a journal without any outside memory of it. */
  Recovery(Disk disk, Path directory, JournalReports reports) {
    this(disk, directory, reports, null);
  }

  /**
   * Recovers a journal.
   *
   * @param known how far it is settled at least, as somebody else remembers; null if nobody does
   */
  Recovery(Disk disk, Path directory, JournalReports reports, @Nullable Progress known) {
    this.disk = disk;
    this.directory = directory;
    this.reports = reports;
    this.known = known;
  }

  Found run() throws IOException {
    setAsideForeign();
    Segments.check(disk.list(directory));
    Cursor.Reading cursor = Cursor.read(disk, directory);
    OtherDigits others = OtherDigits.find(disk, directory, reports);
    others.rename(cursor.progress());
    for (Path path : disk.list(directory)) {
      if (Segments.isUnfinished(path)) {
        disk.delete(path);
      } else if (Segments.hasOwnName(path)) {
        find(path);
      }
    }
    if (cursor.newest() > highestNumber) {
      reports.damaged(
          "the newest segment, "
              + Segments.path(directory, cursor.newest()).getFileName()
              + ", was removed by somebody; what it held is lost, and counted as far as is known");
    }
    return others.append(found(cursor));
  }

  private Found found(Cursor.Reading cursor) throws IOException {
    found.sort(Comparator.comparingLong(Segment::number));
    Progress progress = latest(progress(cursor));
    long next = Math.max(progress.next(), progress.accepted() + 1);
    if (found.isEmpty()) {
      return found(cursor, withoutLost(progress, next), next);
    }
    return found(cursor, progress, bound(next));
  }

  /** Sets aside a folder or link that has the name of a journal's file. */
  private void setAsideForeign() throws IOException {
    for (Path path : disk.list(directory)) {
      boolean isOurName =
          path.endsWith(Cursor.FILE)
              || path.endsWith(Notes.FILE)
              || Segments.isUnfinished(path)
              || Segments.number(path) > 0;
      if (isOurName && !disk.isFile(path)) {
        highestNumber = Math.max(highestNumber, Segments.number(path));
        reports.damaged(
            path.getFileName() + " is no file, or a link; kept as " + Quarantine.take(disk, path));
      }
    }
  }

  /**
   * Deletes the files that no record was ever written to, once the cursor no longer expects them.
   */
  void deleteBlank() throws IOException {
    for (Path path : blank) {
      disk.delete(path);
    }
  }

  private void find(Path path) throws IOException {
    long named = Segments.number(path);
    highestNumber = Math.max(highestNumber, named);
    try (SegmentScan scan = SegmentScan.open(disk, path)) {
      if (scan.isBlank()) {
        blank.add(path);
      } else {
        find(path, named, scan);
      }
    }
  }

  private void find(Path path, long named, SegmentScan scan) throws IOException {
    SegmentHeader header = scan.header();
    Long first = header != null ? Long.valueOf(header.first()) : scan.firstSequence();
    long number = header != null ? header.number() : named;
    boolean isTaken = found.stream().anyMatch(segment -> segment.number() == number);
    if (first == null || isTaken) {
      Path kept = Quarantine.take(disk, path);
      reports.damaged(path.getFileName() + " holds nothing of this journal; kept as " + kept);
      return;
    }
    highestNumber = Math.max(highestNumber, number);
    Segment segment = Segment.found(number, path, first, scan.size());
    found.add(segment);
    if (header == null) {
      segment.markDamaged();
      reports.damaged(path.getFileName() + " has lost its header; its records are delivered");
    } else if (number != named) {
      reports.damaged(path.getFileName() + " is segment " + number + ", by what is in it");
    }
  }

  /**
   * Finds out where each segment ends; returns the next record's sequence number.
   *
   * @param known that number as far as the cursor knows it; there may be records beyond
   */
  private long bound(long known) throws IOException {
    for (int i = 0; i + 1 < found.size(); i++) {
      Segment segment = found.get(i);
      segment.endAt(Math.max(segment.first(), found.get(i + 1).first()), segment.size());
    }
    Segment last = found.get(found.size() - 1);
    boolean isWhole = readToEnd(last) && last.next() >= known;
    if (isWhole && last.end() < last.size()) {
      cut(last);
    }
    long next = Math.max(known, last.next());
    last.endAt(next, last.end());
    return next;
  }

  /** Reads a segment to its end; false if some of it is damaged. */
  private boolean readToEnd(Segment segment) throws IOException {
    try (SegmentReader reader =
        new SegmentReader(PatchyFile.open(disk, segment.path()), segment.first(), Long.MAX_VALUE)) {
      long next = segment.first();
      boolean isWhole = !segment.isDamaged();
      while (reader.advance(segment.size())) {
        isWhole &= reader.sequence() == next;
        next = reader.sequence() + 1;
      }
      segment.endAt(next, reader.position());
      return isWhole;
    }
  }

  private void cut(Segment segment) throws IOException {
    try (SegmentScan scan = SegmentScan.open(disk, segment.path())) {
      if (scan.hasBytesAfter(segment.end())) {
        reports.note(segment.path().getFileName() + " was being written; its torn end is cut");
      }
    }
    try (DiskFile file = disk.open(segment.path())) {
      file.truncate(segment.end());
      file.sync();
      segment.wasCut();
    }
  }

  /**
   * Uses whichever is further: the cursor is synced in the background, and the caller may know of
   * more.
   */
  private Progress latest(Progress own) {
    Progress other = known;
    if (other == null || other.next() <= own.next()) {
      return own;
    }
    long accepted = Math.max(own.accepted(), other.accepted());
    return new Progress(other.next(), accepted, other.delivered(), other.dead(), other.damaged());
  }

  private Progress progress(Cursor.Reading cursor) {
    Progress progress = cursor.progress();
    if (cursor.isDamaged()) {
      reports.damaged(
          progress == null
              ? "the cursor is lost; everything that is still there is delivered again"
              : "the cursor is damaged; its older half is used, and events may be delivered twice");
    }
    if (progress != null || found.isEmpty()) {
      return progress != null ? progress : Progress.NONE;
    }
    long first = found.get(0).first();
    return new Progress(first, first - 1, first - 1, 0, 0);
  }

  /** Counts as lost what was accepted but is in no segment. */
  private Progress withoutLost(Progress progress, long next) {
    long lost = next - progress.next();
    if (lost == 0) {
      return progress;
    }
    reports.damaged("all segments are gone; events lost: " + lost);
    return new Progress(
        next,
        progress.accepted(),
        progress.delivered(),
        progress.dead(),
        progress.damaged() + lost);
  }

  private Found found(Cursor.Reading cursor, Progress progress, long next) {
    Segments segments = new Segments();
    found.forEach(segments::add);
    long last = Math.max(highestNumber, cursor.newest());
    return new Found(segments, progress, cursor, next, last + 1);
  }
}
