package dev.eventlogger.delivery.journal;

import dev.eventlogger.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The files of a journal, for tools and people. Only {@link #repair} changes any, and only it wants
 * the journal to be closed. For one thread.
 */
public final class JournalFiles {

  private final Disk disk = new LocalDisk();
  private final Path directory;

  /** The files of the journal in a directory. */
  public JournalFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * What a check found.
   *
   * @param lines in words
   * @param waiting how many events wait to be delivered
   * @param isWhole whether nothing is damaged or missing
   */
  public record Finding(List<String> lines, long waiting, boolean isWhole) {
    public Finding {
      lines = List.copyOf(lines);
    }
  }

  /** Whether there is a journal in a directory. */
  public static boolean isJournal(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.anyMatch(path -> path.endsWith(Cursor.FILE) || Segments.number(path) > 0);
    }
  }

  /** The journals in a directory that belong to none of these logs, and how many events wait. */
  public static Map<Path, Long> forgotten(Path parent, Set<String> logs) throws IOException {
    Map<Path, Long> forgotten = new TreeMap<>();
    for (Path directory : new LocalDisk().list(parent)) {
      boolean isOurs = logs.contains(String.valueOf(directory.getFileName()));
      if (!isOurs && isJournal(directory) && !JournalLock.isTaken(directory)) {
        long waiting = new JournalFiles(directory).check().waiting();
        if (waiting > 0) {
          forgotten.put(directory, waiting);
        }
      }
    }
    return forgotten;
  }

  /** Reads all of the journal. */
  public Finding check() throws IOException {
    Cursor.Reading cursor = Cursor.read(disk, directory);
    List<SegmentSurvey> segments = SegmentSurvey.all(disk, directory);
    List<String> lines = new ArrayList<>();
    boolean isWhole = !cursor.isDamaged();
    Progress progress = progress(cursor, segments);
    lines.add(words(cursor, progress));
    long expected = progress.next();
    long waiting = 0;
    for (int i = 0; i < segments.size(); i++) {
      SegmentSurvey segment = segments.get(i);
      long missing = segment.first() - expected;
      if (missing > 0) {
        lines.add("missing: " + missing + " events before the next file");
      }
      boolean isLast = i == segments.size() - 1;
      lines.add(words(segment, isLast));
      isWhole &= missing <= 0 && isWhole(segment, isLast);
      expected = Math.max(expected, segment.next());
      waiting += waiting(segment, progress.next(), ceiling(segments, i));
    }
    long lost = progress.accepted() + 1 - expected;
    if (lost > 0) {
      lines.add("missing: " + lost + " events at the end");
    }
    lines.add("waiting: " + waiting + " events");
    return new Finding(lines, waiting, isWhole && lost <= 0);
  }

  private static boolean isWhole(SegmentSurvey segment, boolean isLast) {
    return segment.hasHeader()
        && !segment.hasDamage()
        && segment.missing() == 0
        && (isLast || !segment.isTorn());
  }

  private static String words(Cursor.Reading cursor, Progress progress) {
    String state = cursor.progress() == null ? "none" : cursor.isDamaged() ? "damaged" : "whole";
    return "cursor: " + state + "; " + progress;
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

  private static Progress progress(Cursor.Reading cursor, List<SegmentSurvey> segments) {
    Progress read = cursor.progress();
    if (read != null) {
      return read;
    }
    long first = segments.isEmpty() ? 1 : segments.get(0).first();
    return new Progress(first, first - 1, first - 1, 0, 0);
  }

  private static long ceiling(List<SegmentSurvey> segments, int index) {
    boolean isLast = index + 1 == segments.size();
    return isLast ? Long.MAX_VALUE : segments.get(index + 1).first();
  }

  private long waiting(SegmentSurvey segment, long next, long ceiling) throws IOException {
    long[] count = {0};
    segment.forEach(disk, ceiling, record -> count[0] += record.sequence() >= next ? 1 : 0);
    return count[0];
  }

  /**
   * Gives out the events that wait, in their order.
   *
   * @param all whether to give out those too that are settled and still there
   */
  public void dump(boolean all, Consumer<Event> out) throws IOException {
    List<SegmentSurvey> segments = SegmentSurvey.all(disk, directory);
    long from = all ? 0 : progress(Cursor.read(disk, directory), segments).next();
    for (int i = 0; i < segments.size(); i++) {
      segments
          .get(i)
          .forEach(
              disk,
              ceiling(segments, i),
              record -> {
                if (record.sequence() >= from) {
                  out.accept(Event.ofCanonical(record.bytes(), record.offset(), record.length()));
                }
              });
    }
  }

  /**
   * Writes what can be read of damaged segments into new files, and keeps the damaged ones aside.
   *
   * @return what was done, in words
   * @throws IllegalArgumentException if the journal is in use
   */
  public List<String> repair() throws IOException {
    JournalLock lock = JournalLock.take(directory);
    try {
      return new JournalRepair(disk, directory).run();
    } finally {
      lock.close();
    }
  }
}
