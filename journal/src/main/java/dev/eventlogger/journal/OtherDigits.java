package dev.eventlogger.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Handles segments whose names have digits other than 0 to 9. For one thread that holds the lock,
 * once.
 *
 * <p>An earlier version formatted the numbers by the default locale, in Persian or Arabic digits
 * for example, and did not recognize such names later: each start began anew at 1, overwrote files
 * of the same name, and gave out sequence numbers for a second time. So what is left is either one
 * run of segments, which only need renaming, or pieces of several runs, whose numbers mean nothing
 * any more.
 */
final class OtherDigits {

  private final Disk disk;
  private final Path directory;
  private final JournalReports reports;
  private final List<Path> files = new ArrayList<>();

  private OtherDigits(Disk disk, Path directory, JournalReports reports) {
    this.disk = disk;
    this.directory = directory;
    this.reports = reports;
  }

  static OtherDigits find(Disk disk, Path directory, JournalReports reports) throws IOException {
    OtherDigits others = new OtherDigits(disk, directory, reports);
    for (Path file : disk.list(directory)) {
      if (Segments.number(file) > 0 && !Segments.hasOwnName(file)) {
        others.files.add(file);
      }
    }
    return others;
  }

  /** Renames the files, if they are all there is and form one run. */
  void rename(@Nullable Progress progress) throws IOException {
    if (files.isEmpty() || (progress != null && progress.damaged() > 0) || !areOneRun()) {
      return;
    }
    for (Path file : files) {
      disk.rename(file, Segments.path(directory, Segments.number(file)));
    }
    disk.syncDirectory(directory);
    reports.note("segments that were named in other digits have got their names: " + files.size());
    files.clear();
  }

  private boolean areOneRun() throws IOException {
    List<SegmentSurvey> all = SegmentSurvey.all(disk, directory);
    for (int i = 0; i < all.size(); i++) {
      SegmentSurvey segment = all.get(i);
      boolean follows = i == 0 || all.get(i - 1).next() <= segment.first();
      boolean isInPlace =
          segment.hasHeader() && segment.number() == Segments.number(segment.path());
      if (!follows || !isInPlace || Segments.hasOwnName(segment.path())) {
        return false;
      }
    }
    return files.stream().mapToLong(Segments::number).distinct().count() == files.size();
  }

  /**
   * Appends the events of the files that are left after all others, with new sequence numbers. Some
   * may have been delivered already; nobody can say which.
   */
  Recovery.Found append(Recovery.Found found) throws IOException {
    if (files.isEmpty()) {
      return found;
    }
    long next = found.nextSequence();
    long number = found.nextNumber();
    for (SegmentSurvey segment : SegmentSurvey.all(disk, directory)) {
      if (files.contains(segment.path()) && segment.records() > 0) {
        Segment made = copy(segment, number, next);
        found.segments().add(made);
        reports.damaged(
            segment.path().getFileName()
                + " was named in other digits and lost from sight; its "
                + segment.records()
                + " events are delivered, perhaps again, from "
                + made.path().getFileName());
        number++;
        next = made.next();
      }
    }
    clear();
    return new Recovery.Found(found.segments(), found.progress(), found.cursor(), next, number);
  }

  private Segment copy(SegmentSurvey segment, long number, long first) throws IOException {
    Path path = Segments.path(directory, number);
    long[] end = {SegmentHeader.BYTES};
    long[] next = {first};
    try (DiskFile file = Segments.createUnfinished(disk, path)) {
      file.write(0, new SegmentHeader(number, first).toBytes(), 0, SegmentHeader.BYTES);
      segment.forEach(
          disk, Long.MAX_VALUE, record -> end[0] += write(file, end[0], record, next[0]++));
      file.sync();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Segments.finish(disk, path);
    Segment made = Segment.found(number, path, first, end[0]);
    made.endAt(next[0], end[0]);
    return made;
  }

  private static int write(DiskFile file, long at, SegmentReader record, long sequence) {
    int end = record.offset() + record.length();
    byte[] frame = Arrays.copyOfRange(record.bytes(), record.offset() - Frame.HEADER, end);
    Frame.seal(frame, 0, sequence);
    try {
      file.write(at, frame, 0, frame.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return frame.length;
  }

  /** Quarantines what was damaged, and deletes what was copied completely. */
  private void clear() throws IOException {
    for (SegmentSurvey segment : SegmentSurvey.all(disk, directory)) {
      if (files.contains(segment.path()) && (segment.hasDamage() || !segment.hasHeader())) {
        reports.damaged(
            segment.path().getFileName()
                + " is damaged; it is kept as "
                + Quarantine.take(disk, segment.path()));
      }
    }
    for (Path file : files) {
      disk.delete(file);
    }
    disk.syncDirectory(directory);
  }
}
