package dev.eventlogger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The segments of a journal, in their order. Thread-safe. */
final class Segments {

  private static final String SUFFIX = ".seg";
  private static final String UNFINISHED = ".tmp";
  // Ten digits, or more once there are that many segments; in any script.
  private static final Pattern NAME = Pattern.compile("(\\p{Nd}{10,18})\\" + SUFFIX);

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

  /** The first that may hold records from a sequence number on; null if there is none. */
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
    return directory.resolve(name(number));
  }

  private static String name(long number) {
    return String.format(Locale.ROOT, "%010d", number) + SUFFIX;
  }

  /** Makes a file under its unfinished name, replacing what an earlier attempt left there. */
  static DiskFile createUnfinished(Disk disk, Path path) throws IOException {
    Path unfinished = unfinished(path);
    disk.delete(unfinished);
    return disk.create(unfinished);
  }

  /** The name under which a file is made, before it is finished and renamed. */
  static Path unfinished(Path path) {
    return path.resolveSibling(path.getFileName() + UNFINISHED);
  }

  static boolean isUnfinished(Path path) {
    return path.toString().endsWith(UNFINISHED);
  }

  /**
   * The number in the name of a segment's file, in digits of any script; 0 if it is not a
   * segment's.
   */
  static long number(Path path) {
    Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
    if (!name.matches()) {
      return 0;
    }
    return name.group(1)
        .codePoints()
        .mapToLong(digit -> Character.digit(digit, 10))
        .reduce(0, (number, digit) -> 10 * number + digit);
  }

  /** Whether a segment's file has the name that it would be given today. */
  static boolean hasOwnName(Path path) {
    return path.endsWith(name(number(path)));
  }

  /**
   * Checks the names of a journal's files.
   *
   * @throws IllegalArgumentException if one ends like a segment's, but has no number
   */
  static void check(List<Path> files) {
    for (Path file : files) {
      if (file.toString().endsWith(SUFFIX) && number(file) == 0) {
        throw new IllegalArgumentException(
            "journal "
                + file.getParent()
                + ": the name of "
                + shown(file)
                + " is not a segment's, so its events would be passed over; a segment is named"
                + " 0000000001.seg, and so on; move the file away, or, where its digits cannot be"
                + " shown, start once in a UTF-8 locale, such as LC_ALL=C.UTF-8");
      }
    }
  }

  /** A name fit for one line, whatever characters somebody put into it. */
  private static String shown(Path file) {
    return String.valueOf(file.getFileName()).replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
  }

  /** Gives a finished file its final name, durably. */
  static void finish(Disk disk, Path path) throws IOException {
    disk.rename(unfinished(path), path);
    Path directory = path.getParent();
    if (directory != null) {
      disk.syncDirectory(directory);
    }
  }
}
