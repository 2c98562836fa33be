package dev.eventlogger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records that were accepted but are not settled yet, on disk. They outlive the process: whoever
 * opens the journal next continues where this one stopped.
 *
 * <p>{@link #read} and {@link #settle} are for one thread; all other methods may be called from
 * any.
 */
public final class Journal implements AutoCloseable {

  // How long opening waits for the first segment at most; it then goes on without it.
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
   * The same, for a caller that remembers how far the journal was settled, perhaps on disk before
   * the journal itself: what was settled by then is not read again, and no later record reuses one
   * of those sequence numbers.
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
   * Appends records in order, in a single write if they take less than a MiB and less than a
   * segment, else in as few as possible. The records of one write are kept, or lost, together.
   *
   * @param records each as {@link #append} takes it
   * @param patience longest wait for each write
   * @return what became of each, in the same order
   */
  public List<Appended> appendAll(List<byte[]> records, Duration patience) {
    return writer.appendAll(records, patience);
  }

  /**
   * Keeps a text beside the journal, written whenever it has changed.
   *
   * @param notes asked on the journal's own thread, about every second
   */
  public void keepNotes(Supplier<String> notes) {
    maintenance.keepNotes(notes);
  }

  /** The text that was last kept beside the journal; empty if there is none. */
  public String notes() {
    return Notes.read(disk, directory);
  }

  /** How far the journal is settled, and what became of those records, since it was first made. */
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
    // Only the log's thread may keep a reader.
    return (open != null ? open : newReader()).waitingBytes();
  }

  /**
   * Reads the next records, within both limits; at least one if there is any. If this throws, the
   * next call starts after what was settled.
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
   * How far the journal will be settled when everything that was read is.
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
   * Remembers that everything that was read is settled.
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
      // This holds the lock, but only closing waits for it.
      cursor.write(settled);
      reports.works(Trouble.CURSOR);
    } catch (IOException e) {
      reports.failed(Trouble.CURSOR, e);
    }
    // The cursor is written first, so that nobody sees a count that a crash would take back.
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

  /** Whether no more records are taken, and all that were taken have been read. */
  public boolean isDrained() {
    return writer.isDone() && waiting() == 0;
  }

  /**
   * Releases the journal. What is not settled stays in it. May be called again; does not wait for
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
