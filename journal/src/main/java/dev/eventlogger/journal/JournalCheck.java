package dev.eventlogger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads all of a journal, which may be in use meanwhile. For one thread, once.
 *
 * <p>The cursor is read both before and after the segments. What it counted as accepted before must
 * be there, and what it counts as settled after may be gone, whatever changed in between.
 */
final class JournalCheck {

  private static final int TRIES = 10;

  private final Disk disk;
  private final Path directory;
  private final RecordDecoder<Optional<Instant>> time;
  private final List<String> lines = new ArrayList<>();
  private boolean isWhole = true;
  private long waiting;
  private @Nullable Instant oldest;

  /**
   * A check.
   *
   * @param time when a record was made; empty if it does not say
   */
  JournalCheck(Disk disk, Path directory, RecordDecoder<Optional<Instant>> time) {
    this.disk = disk;
    this.directory = directory;
    this.time = time;
  }

  JournalFiles.Finding run() throws IOException {
    Cursor.Reading before = cursor();
    List<SegmentSurvey> segments = SegmentSurvey.all(disk, directory);
    Cursor.Reading after = cursor();
    Progress progress = progress(after, segments);
    isWhole = !after.isDamaged();
    String state = after.progress() == null ? "none" : after.isDamaged() ? "damaged" : "whole";
    lines.add("cursor: " + state + "; " + progress);
    long expected = progress.next();
    for (int i = 0; i < segments.size(); i++) {
      expected = check(segments, i, expected, progress.next());
    }
    long lost = progress(before, segments).accepted() + 1 - expected;
    if (lost > 0) {
      lines.add("missing: " + lost + " events at the end");
    }
    checkNames(Math.min(before.newest(), after.newest()));
    lines.add("waiting: " + waiting + " events");
    return new JournalFiles.Finding(lines, progress, waiting, oldest, isWhole && lost <= 0);
  }

  /**
   * Looks for entries that are named like a segment but are no file, and for the newest segment.
   */
  private void checkNames(long newest) throws IOException {
    long highest = 0;
    for (Path path : disk.list(directory)) {
      highest = Math.max(highest, Segments.number(path));
      if (Segments.number(path) > 0 && !disk.isFile(path) && disk.identity(path) != null) {
        isWhole = false;
        lines.add(path.getFileName() + ": is no file, or a link; the next start sets it aside");
      }
    }
    if (newest > highest) {
      isWhole = false;
      lines.add("missing: " + Segments.path(directory, newest).getFileName() + ", the newest file");
    }
  }

  /** Reads the cursor, several times if need be: while it is being written it looks damaged. */
  private Cursor.Reading cursor() throws IOException {
    Cursor.Reading reading = Cursor.read(disk, directory);
    for (int i = 0; i < TRIES && reading.isDamaged(); i++) {
      reading = Cursor.read(disk, directory);
    }
    return reading;
  }

  /** Returns the sequence number that the next segment is expected to begin with. */
  private long check(List<SegmentSurvey> segments, int index, long expected, long settled)
      throws IOException {
    SegmentSurvey segment = segments.get(index);
    long missing = segment.first() - expected;
    if (missing > 0) {
      lines.add("missing: " + missing + " events before the next file");
    }
    boolean isLast = index == segments.size() - 1;
    lines.add(words(segment, isLast));
    isWhole &= missing <= 0 && isWhole(segment, isLast);
    segment.forEach(
        disk,
        ceiling(segments, index),
        record -> {
          if (record.sequence() >= settled) {
            noteWaiting(record);
          }
        });
    return Math.max(expected, segment.next());
  }

  private void noteWaiting(SegmentReader record) {
    if (waiting++ == 0) {
      oldest = time.decode(record.bytes(), record.offset(), record.length()).orElse(null);
    }
  }

  private static boolean isWhole(SegmentSurvey segment, boolean isLast) {
    return segment.hasHeader()
        && !segment.hasDamage()
        && segment.missing() == 0
        && (isLast || !segment.isTorn());
  }

  private static String words(SegmentSurvey segment, boolean isLast) {
    StringBuilder line = new StringBuilder(segment.path().getFileName() + ": ");
    line.append(segment.records()).append(" events");
    if (segment.records() > 0) {
      line.append(", ").append(segment.first()).append(" to ").append(segment.next() - 1);
    }
    if (!segment.hasHeader()) {
      line.append("; its header is damaged");
    }
    if (segment.hasDamage() || segment.missing() > 0) {
      line.append("; damaged, missing: ").append(segment.missing()).append(" events");
    }
    if (segment.isTorn()) {
      line.append(
          isLast ? "; its end is torn, as a killed process leaves it" : "; its end is damaged");
    }
    return line.toString();
  }

  /** The cursor's progress; without one, nothing that is there counts as settled. */
  static Progress progress(Cursor.Reading cursor, List<SegmentSurvey> segments) {
    Progress read = cursor.progress();
    if (read != null) {
      return read;
    }
    long first = segments.isEmpty() ? 1 : segments.get(0).first();
    return new Progress(first, first - 1, first - 1, 0, 0);
  }

  /** Where the next segment begins; the highest number if there is none. */
  static long ceiling(List<SegmentSurvey> segments, int index) {
    boolean isLast = index + 1 == segments.size();
    return isLast ? Long.MAX_VALUE : segments.get(index + 1).first();
  }
}
