package dev.eventlogger.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The contents of a segment's file, read completely.
 *
 * @param number the segment's
 * @param hasHeader whether the header is whole
 * @param first the sequence number that it begins with
 * @param next the sequence number after its last record
 * @param records how many records could be read
 * @param hasDamage whether there is anything but records between records
 * @param isTorn whether there is anything but zeros after the last record
 */
record SegmentSurvey(
    Path path,
    long number,
    boolean hasHeader,
    long first,
    long next,
    long records,
    boolean hasDamage,
    boolean isTorn) {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.journal");

  /** How many records should be there and are not. */
  long missing() {
    return next - first - records;
  }

  /**
   * Surveys the segments of a journal that hold anything, in order. One that is deleted meanwhile
   * held only settled records.
   */
  static List<SegmentSurvey> all(Disk disk, Path directory) throws IOException {
    List<SegmentSurvey> surveys = new ArrayList<>();
    for (Path path : disk.list(directory)) {
      if (Segments.number(path) > 0 && disk.isFile(path)) {
        try (SegmentScan scan = SegmentScan.open(disk, path)) {
          if (!scan.isBlank()) {
            surveys.add(of(disk, path, scan));
          }
        } catch (FileNotFoundException e) {
          passOver(disk, path, e);
        }
      }
    }
    surveys.sort(Comparator.comparingLong(SegmentSurvey::number));
    return surveys;
  }

  private static SegmentSurvey of(Disk disk, Path path, SegmentScan scan) throws IOException {
    SegmentHeader header = scan.header();
    Long found = header != null ? Long.valueOf(header.first()) : scan.firstSequence();
    long first = found != null ? found : 1;
    long number = header != null ? header.number() : Segments.number(path);
    Records records = Records.read(disk, path, first, scan.size());
    if (records.hasDamage()) {
      // A record that was being written looks like damage to a reader that goes on after it. By
      // now, what was read is written.
      records = Records.read(disk, path, first, records.end());
    }
    boolean isTorn = scan.hasBytesAfter(records.end());
    return new SegmentSurvey(
        path,
        number,
        header != null,
        first,
        records.next(),
        records.count(),
        records.hasDamage(),
        isTorn);
  }

  /** What was read of a segment, up to a position. */
  private record Records(long next, long count, boolean hasDamage, long end) {

    static Records read(Disk disk, Path path, long first, long end) throws IOException {
      long next = first;
      long count = 0;
      try (SegmentReader reader =
          new SegmentReader(PatchyFile.open(disk, path), first, Long.MAX_VALUE)) {
        while (reader.advance(end)) {
          count++;
          next = reader.sequence() + 1;
        }
        return new Records(next, count, reader.hasSkipped(), reader.position());
      }
    }
  }

  /** Goes through its records below a sequence number. */
  void forEach(Disk disk, long ceiling, Consumer<SegmentReader> action) throws IOException {
    try (SegmentReader reader = new SegmentReader(PatchyFile.open(disk, path), first, ceiling);
        SegmentScan scan = SegmentScan.open(disk, path)) {
      while (reader.advance(scan.size())) {
        action.accept(reader);
      }
    } catch (FileNotFoundException e) {
      passOver(disk, path, e);
    }
  }

  private static void passOver(Disk disk, Path path, FileNotFoundException e) throws IOException {
    Path directory = path.getParent();
    if (directory != null && disk.list(directory).contains(path)) {
      throw e; // it exists, but must not be read
    }
    LOG.log(Level.DEBUG, path + " was deleted while it was looked at");
  }
}
