package dev.eventlogger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records that were accepted and are not settled, on disk. What it holds outlives the process:
 * whoever opens it next goes on where this one stopped.
 *
 * <p>{@link #append} may be called from any thread; {@link #read} and {@link #settle} are for one
 * thread; the others may be called from any.
 */
public final class Journal implements AutoCloseable {

  // Longest that opening waits for the first segment; a disk that takes longer is not waited for.
  private static final Duration FIRST_SEGMENT = Duration.ofSeconds(5);
  private static final Duration LAST_MAINTENANCE = Duration.ofSeconds(10);

  private final Disk disk;
  private final Path directory;
  private final JournalReports reports;
  private final JournalLock lock;
  private final Segments segments;
  private final Cursor cursor;
  private final SegmentWriter writer;
  private final Maintenance maintenance;
  private final Thread thread;
  private volatile Progress progress;
  private volatile @Nullable JournalReader reader;
  private boolean closed;

  private Journal(
      JournalSettings settings,
      Disk disk,
      JournalReports reports,
      JournalLock lock,
      Recovery.Found found)
      throws IOException {
    this.disk = disk;
    directory = settings.directory();
    this.reports = reports;
    this.lock = lock;
    segments = found.segments();
    progress = found.progress();
    cursor = Cursor.open(disk, directory, found.cursor(), progress, segments.newestNumber());
    maintenance =
        new Maintenance(
            settings,
            disk,
            lock,
            segments,
            cursor,
            reports,
            found.nextNumber(),
            new Maintenance.Use(this::isDone, this::accepted, this::seal));
    writer =
        new SegmentWriter(
            segments, maintenance.spares(), reports, settings.segmentBytes(), found.nextSequence());
    Path name = directory.getFileName();
    thread = new Thread(maintenance, "event-logger-" + name + "-journal");
    thread.setDaemon(true);
  }

  /**
   * Opens a journal; makes it if there is none.
   *
   * @throws IllegalArgumentException if another process, or another event logger of this one, has
   *     it open
   * @throws IOException if the disk fails
   */
  public static Journal open(JournalSettings settings) throws IOException {
    return open(settings, (Progress) null);
  }

  /**
   * The same, for somebody who remembers how far the journal was settled, and may have it on disk
   * where the journal has not: what was settled by then is not read again, and no later record gets
   * a sequence number that one of those had.
   *
   * @param known of {@link #settling}; null if nothing is remembered
   */
  public static Journal open(JournalSettings settings, @Nullable Progress known)
      throws IOException {
    return open(settings, new LocalDisk(settings.fileMode()), known);
  }

  static Journal open(JournalSettings settings, Disk disk) throws IOException {
    return open(settings, disk, null);
  }

  static Journal open(JournalSettings settings, Disk disk, @Nullable Progress known)
      throws IOException {
    StackRoom.prepare();
    Path directory = settings.directory();
    disk.makeDirectory(directory);
    JournalLock lock = JournalLock.take(directory, settings.fileMode());
    Journal journal = null;
    boolean opened = false;
    try {
      JournalReports reports = new JournalReports(directory);
      Recovery recovery = new Recovery(disk, directory, reports, known);
      journal = new Journal(settings, disk, reports, lock, recovery.run());
      recovery.deleteBlank();
      journal.begin();
      opened = true;
      return journal;
    } finally {
      if (!opened) {
        try (lock) {
          if (journal != null) {
            journal.cursor.close();
          }
        }
      }
    }
  }

  private void begin() {
    thread.start();
    maintenance.wake();
    maintenance.spares().awaitFirst(System.nanoTime() + FIRST_SEGMENT.toNanos());
  }

  /**
   * Appends a record, which is read before this returns.
   *
   * @param record any bytes; at least one, and fewer than a segment holds
   * @param patience longest wait for room, or for the disk to work again
   */
  public Appended append(byte[] record, int length, Duration patience) {
    return writer.append(record, length, patience);
  }

  /**
   * Appends records in their order, all in one write if they take less than a MiB and than a
   * segment, else in as few as need be. What is written together is there, or is not, together.
   *
   * @param records each as {@link #append} takes it
   * @param patience longest wait for each write
   * @return what became of each, in their order
   */
  public List<Appended> appendAll(List<byte[]> records, Duration patience) {
    return writer.appendAll(records, patience);
  }

  /**
   * Has something written down beside the journal, when it has changed.
   *
   * @param notes asked on a thread of the journal's own, about every second
   */
  public void keepNotes(Supplier<String> notes) {
    maintenance.keepNotes(notes);
  }

  /** What was written down beside the journal last; empty if nothing was. */
  public String notes() {
    return Notes.read(disk, directory);
  }

  /** How far it is settled, and what became of that, since the journal was first made. */
  public Progress progress() {
    return progress;
  }

  /** How many records were ever accepted. */
  public long accepted() {
    return writer.accepted();
  }

  /** How many records wait to be read. */
  public long waiting() {
    JournalReader open = reader;
    return writer.accepted() + 1 - (open == null ? progress.next() : open.next());
  }

  /** Bytes of the records that wait to be read. */
  public long waitingBytes() {
    JournalReader open = reader;
    // Only the log's thread may make the one that reads.
    return (open != null ? open : newReader()).waitingBytes();
  }

  /**
   * Reads the records that come next, as long as neither number is exceeded; at least one if there
   * is any. If this throws, the next call begins behind what was settled.
   *
   * @param decoder what to make of each record
   */
  public <T> List<T> read(int mostRecords, long mostBytes, RecordDecoder<T> decoder)
      throws IOException {
    boolean done = false;
    try {
      List<T> records = reader().read(mostRecords, mostBytes, decoder);
      done = true;
      return records;
    } finally {
      if (!done) {
        forgetReader();
      }
    }
  }

  private JournalReader reader() {
    JournalReader open = reader;
    if (open == null) {
      open = newReader();
      reader = open;
    }
    return open;
  }

  private JournalReader newReader() {
    return new JournalReader(disk, segments, reports, progress, this::seal);
  }

  private void seal(Segment segment) {
    writer.seal(segment);
  }

  private void forgetReader() throws IOException {
    JournalReader open = reader;
    reader = null;
    if (open != null) {
      open.close();
    }
  }

  /**
   * How far the journal will be settled when all that was read is.
   *
   * @param delivered as in {@link #settle}
   * @param dead as in {@link #settle}
   */
  public Progress settling(long delivered, long dead) {
    JournalReader open = reader;
    return open == null
        ? progress
        : new Progress(open.next(), writer.accepted(), delivered, dead, open.damaged());
  }

  /**
   * Remembers that all that was read is settled.
   *
   * @param delivered how many records the sink has, of all there ever were
   * @param dead how many were refused for good, of all there ever were
   */
  public synchronized void settle(long delivered, long dead) {
    if (closed || reader == null) {
      return;
    }
    Progress settled = settling(delivered, dead);
    try {
      // Only closing waits for this.
      cursor.write(settled);
      reports.works(Trouble.CURSOR);
    } catch (IOException e) {
      reports.failed(Trouble.CURSOR, e);
    }
    // Written first: nobody sees a count that a crash would take back.
    progress = settled;
    Segment oldest = segments.first();
    if (oldest != null && isDone(oldest)) {
      maintenance.wake();
    }
  }

  /** Whether nobody will read a segment any more. */
  private boolean isDone(Segment segment) {
    JournalReader open = reader;
    return segment.isSealed()
        && segment.next() <= progress.next()
        && (open == null || open.isBeyond(segment));
  }

  /** Takes no more records. */
  public void stop() {
    writer.close();
  }

  /** Whether it takes no more, and all that it took was read. */
  public boolean isDrained() {
    return writer.isDone() && waiting() == 0;
  }

  /**
   * Lets go of the journal. What is not settled stays in it. May be called again; does not wait for
   * the log's thread.
   */
  @Override
  public void close() throws IOException {
    writer.close();
    if (isFirstClose()) {
      try {
        writer.end();
        maintenance.stop();
        joinMaintenance();
        forgetReader();
        maintenance.end();
      } finally {
        closeFiles();
      }
    }
  }

  private void closeFiles() throws IOException {
    try (lock;
        cursor) {
      cursor.write(progress);
      cursor.sync();
    }
  }

  private synchronized boolean isFirstClose() {
    boolean isFirst = !closed;
    closed = true;
    progress =
        new Progress(
            progress.next(),
            writer.accepted(),
            progress.delivered(),
            progress.dead(),
            progress.damaged());
    return isFirst;
  }

  private void joinMaintenance() {
    boolean interrupted = false;
    long end = System.nanoTime() + LAST_MAINTENANCE.toNanos();
    while (thread.isAlive() && System.nanoTime() < end) {
      try {
        thread.join(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
