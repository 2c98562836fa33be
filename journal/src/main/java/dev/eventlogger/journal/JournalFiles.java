package dev.eventlogger.journal;

import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a journal, for tools and people. Only {@link #repair} changes any, and only it needs
 * the journal to be closed. For one thread.
 */
public final class JournalFiles {

  // Two, since the newest may be blank.
  private static final int MOST_LOOKED_AT = 2;

  private final Disk disk = new LocalDisk(FileMode.PRIVATE);
  private final Path directory;
  private final RecordDecoder<Optional<Instant>> time;

  /** The files of the journal in a directory, whose records do not say when they were made. */
  public JournalFiles(Path directory) {
    this(directory, RecordDecoder.timeless());
  }

  /**
   * The files of the journal in a directory.
   *
   * @param time when a record was made; empty if it does not say
   */
  public JournalFiles(Path directory, RecordDecoder<Optional<Instant>> time) {
    this.directory = directory;
    this.time = time;
  }

  /**
   * What a check found.
   *
   * @param lines in words
   * @param progress how far it is settled, as its cursor says
   * @param waiting how many events wait to be delivered
   * @param oldest when the first of those was made; null if there is none, or it does not say
   * @param isWhole whether nothing is damaged or missing
   */
  public record Finding(
      List<String> lines,
      Progress progress,
      long waiting,
      @Nullable Instant oldest,
      boolean isWhole) {
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

  /**
   * The journals in a directory that belong to none of these logs, each with the least number of
   * events that wait in it. They may be large, so only the cursor of each is read, and the
   * beginnings of a few segments.
   */
  public static Map<Path, Long> forgotten(Path parent, Set<String> logs) throws IOException {
    Map<Path, Long> forgotten = new TreeMap<>();
    for (Path directory : new LocalDisk(FileMode.PRIVATE).list(parent)) {
      boolean isOurs = logs.contains(String.valueOf(directory.getFileName()));
      if (!isOurs && isJournal(directory) && !JournalLock.isTaken(directory)) {
        long waiting = new JournalFiles(directory).waitingAtLeast();
        if (waiting > 0) {
          forgotten.put(directory, waiting);
        }
      }
    }
    return forgotten;
  }

  private long waitingAtLeast() throws IOException {
    List<Path> segments =
        disk.list(directory).stream()
            .filter(path -> Segments.number(path) > 0 && disk.isFile(path))
            .sorted(Comparator.comparingLong(Segments::number))
            .toList();
    Progress progress = Cursor.read(disk, directory).progress();
    long accepted = progress == null ? 0 : progress.accepted();
    // The cursor that a killed process left may know of fewer records than there are.
    for (Path segment :
        segments.subList(Math.max(0, segments.size() - MOST_LOOKED_AT), segments.size())) {
      try (SegmentScan scan = SegmentScan.open(disk, segment)) {
        accepted = Math.max(accepted, scan.acceptedAtLeast());
      }
    }
    return accepted + 1 - (progress != null ? progress.next() : first(segments, accepted));
  }

  private long first(List<Path> segments, long accepted) throws IOException {
    if (segments.isEmpty()) {
      return accepted + 1;
    }
    try (SegmentScan scan = SegmentScan.open(disk, segments.get(0))) {
      SegmentHeader header = scan.header();
      return header != null ? header.first() : accepted;
    }
  }

  /** Reads all of the journal, which may be in use. */
  public Finding check() throws IOException {
    return new JournalCheck(disk, directory, time).run();
  }

  /** Looks at the journal, which may be in use, and at the files beside it. */
  public JournalCondition condition() throws IOException {
    String notes = Notes.read(disk, directory);
    FileTime notedAt =
        notes.isEmpty() ? null : Files.getLastModifiedTime(directory.resolve(Notes.FILE));
    long bytes = 0;
    for (Path path : disk.list(directory)) {
      bytes += Segments.number(path) > 0 ? sizeOf(path) : 0;
    }
    Path quarantine = directory.resolve(Quarantine.DIRECTORY);
    return new JournalCondition(
        check(),
        JournalLock.isTaken(directory),
        JournalLock.owner(directory),
        bytes,
        Files.isDirectory(quarantine) ? disk.list(quarantine).size() : 0,
        notes,
        notedAt == null ? null : notedAt.toInstant());
  }

  private static long sizeOf(Path segment) throws IOException {
    try {
      return Files.size(segment);
    } catch (NoSuchFileException e) {
      return 0; // it has just been settled
    }
  }

  /**
   * Passes on the records that wait, in order.
   *
   * @param all whether to include those that are settled and still there
   */
  public <T> void dump(boolean all, RecordDecoder<T> decoder, Consumer<T> out) throws IOException {
    List<SegmentSurvey> segments = SegmentSurvey.all(disk, directory);
    long from = all ? 0 : JournalCheck.progress(Cursor.read(disk, directory), segments).next();
    for (int i = 0; i < segments.size(); i++) {
      segments
          .get(i)
          .forEach(
              disk,
              JournalCheck.ceiling(segments, i),
              record -> {
                if (record.sequence() >= from) {
                  out.accept(decoder.decode(record.bytes(), record.offset(), record.length()));
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
    JournalLock lock = JournalLock.take(directory, FileMode.PRIVATE);
    try {
      return new JournalRepair(disk, directory).run();
    } finally {
      lock.close();
    }
  }
}
