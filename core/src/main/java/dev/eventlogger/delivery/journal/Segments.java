package dev.eventlogger.delivery.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The segments of a journal, in their order. Thread-safe. */
final class Segments {

  private static final String SUFFIX = ".seg";
  private static final String UNFINISHED = ".tmp";

  private final ConcurrentSkipListMap<Long, Segment> byNumber = new ConcurrentSkipListMap<>();

  void add(Segment segment) {
    byNumber.put(segment.number(), segment);
  }

  void remove(Segment segment) {
    byNumber.remove(segment.number());
  }

  Collection<Segment> all() {
    return byNumber.values();
  }

  @Nullable Segment first() {
    return value(byNumber.firstEntry());
  }

  /** The number of the newest; 0 if there is none. */
  long newestNumber() {
    Segment newest = value(byNumber.lastEntry());
    return newest == null ? 0 : newest.number();
  }

  /** The first that may hold records from a sequence number on. */
  @Nullable Segment firstUnsettled(long next) {
    for (Segment segment : byNumber.values()) {
      if (!segment.isSealed() || segment.next() > next) {
        return segment;
      }
    }
    return null;
  }

  @Nullable Segment after(Segment segment) {
    return value(byNumber.higherEntry(segment.number()));
  }

  /** Bytes that they take on the disk. */
  long size() {
    return byNumber.values().stream().mapToLong(Segment::size).sum();
  }

  private static @Nullable Segment value(Map.@Nullable Entry<Long, Segment> entry) {
    return entry == null ? null : entry.getValue();
  }

  static Path path(Path directory, long number) {
    return directory.resolve(String.format("%010d", number) + SUFFIX);
  }

  /** Makes a file under its unfinished name, in place of what an earlier try left there. */
  static DiskFile createUnfinished(Disk disk, Path path) throws IOException {
    Path unfinished = unfinished(path);
    disk.delete(unfinished);
    return disk.create(unfinished);
  }

  /** A name under which a file is made that will be given its own when it is finished. */
  static Path unfinished(Path path) {
    return path.resolveSibling(path.getFileName() + UNFINISHED);
  }

  static boolean isUnfinished(Path path) {
    return path.toString().endsWith(UNFINISHED);
  }

  /** The number in the name of a segment's file; 0 if it is none. */
  static long number(Path path) {
    String name = String.valueOf(path.getFileName());
    boolean isSegment = name.matches("\\d{10}\\" + SUFFIX);
    return isSegment ? Long.parseLong(name.substring(0, 10)) : 0;
  }

  /** Gives a finished file its name, durably. */
  static void finish(Disk disk, Path path) throws IOException {
    disk.rename(unfinished(path), path);
    Path directory = path.getParent();
    if (directory != null) {
      disk.syncDirectory(directory);
    }
  }
}
