package dev.eventlogger.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.eventlogger.journal.file.ExclusiveLock;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.journal.file.LockedException;
import dev.eventlogger.spi.FailureWords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps dead letters in a file of JSON lines: {@code {"log":…,"reason":…,"attempts":…,
 * "first_at":…,"last_at":…,"event":{…}}}, with the event as it was sent.
 *
 * <p>Letters are written to {@code <log>.ndjson}. When it is full, it is closed and renamed to
 * {@code <log>.<number>.ndjson}; the oldest closed files are deleted, with a warning. Each letter
 * is on disk before it counts as kept. A reader may close the file by renaming it: then a new one
 * is begun. Others in this process and elsewhere may write to it as well: each letter is written
 * under a lock, {@code <log>.lock}. For one thread.
 */
final class DeadLetterFile implements DeadLetters {

  static final long MOST_BYTES = 64L * 1024 * 1024;
  static final int MOST_CLOSED = 16;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(1);

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.delivery");

  private final DeadLetterFolder folder;
  private final String log;
  private final long mostBytes;
  private final FileMode mode;
  private final JsonFactory factory = new JsonFactory();
  private @Nullable RandomAccessFile file;
  private @Nullable Object fileKey;

  /**
   * Creates no file yet: a log whose events are all delivered leaves none.
   *
   * @param mostBytes a file is closed before it would grow beyond this
   */
  DeadLetterFile(Path folder, String log, long mostBytes) {
    this(folder, log, mostBytes, FileMode.PRIVATE);
  }

  /**
   * Creates files with a mode.
   *
   * @param mostBytes a file is closed before it would grow beyond this
   */
  DeadLetterFile(Path folder, String log, long mostBytes, FileMode mode) {
    this.folder = new DeadLetterFolder(folder);
    this.log = log;
    this.mostBytes = mostBytes;
    this.mode = mode;
  }

  @Override
  @SuppressWarnings("try") // the lock is only held
  public void add(DeadLetter letter) throws IOException {
    byte[] line = line(letter);
    mode.createDirectories(folder.path());
    // Other processes, and other parts of this one, may write to the same file.
    try (ExclusiveLock unused = lock()) {
      do {
        write(line);
        // If the file was moved away meanwhile, its reader may have missed this line.
      } while (wasMoved());
    }
  }

  private ExclusiveLock lock() throws IOException {
    long begun = System.nanoTime();
    while (true) {
      try {
        return ExclusiveLock.take(folder.lock(log), mode);
      } catch (LockedException e) {
        if (System.nanoTime() - begun > PATIENCE.toNanos()
            || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void write(byte[] line) throws IOException {
    RandomAccessFile open = file != null && !wasMoved() ? file : open();
    if (open.length() > 0 && open.length() + line.length > mostBytes) {
      closeFull(open);
      open = open();
    }
    long before = open.length();
    boolean done = false;
    try {
      open.seek(before);
      open.write(line);
      open.getFD().sync();
      done = true;
    } finally {
      // Whatever failed, half a line must not precede the next one; and a descriptor that failed is
      // not trusted any more.
      if (!done) {
        cutBack(open, before);
      }
    }
  }

  /** Whether somebody else has closed the open file by renaming it. */
  private boolean wasMoved() {
    try {
      return !Objects.equals(fileKey, fileKey());
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * Distinguishes the file from another of the same name. Null on systems where open files cannot
   * be moved.
   */
  private @Nullable Object fileKey() throws IOException {
    return Files.readAttributes(
            folder.active(log), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  private RandomAccessFile open() throws IOException {
    close();
    Path path = folder.active(log);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      mode.createFile(path);
    } else if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(path + ": is no file, or a link, which is not followed; remove it");
    }
    RandomAccessFile opened = new RandomAccessFile(path.toFile(), "rw");
    file = opened;
    opened.setLength(endOfLastLine(opened));
    try {
      fileKey = fileKey();
    } catch (NoSuchFileException e) {
      fileKey = opened; // it has been moved already: this equals no key
    }
    return opened;
  }

  /** Where the last whole line ends: one that a crash cut short was never counted as kept. */
  private static long endOfLastLine(RandomAccessFile file) throws IOException {
    for (long at = file.length(); at > 0; at--) {
      file.seek(at - 1);
      if (file.read() == '\n') {
        return at;
      }
    }
    return 0;
  }

  private void cutBack(RandomAccessFile open, long length) {
    file = null;
    try (open) {
      open.setLength(length);
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "log " + log + ": dead letters cannot be cut back; done at next open",
          FailureWords.shown(e));
    }
  }

  private void closeFull(RandomAccessFile open) throws IOException {
    file = null;
    open.close();
    Optional<Path> unused = folder.close(log);
    List<Path> closed = folder.closed(log);
    for (Path oldest : closed.subList(0, Math.max(0, closed.size() - MOST_CLOSED))) {
      LOG.log(Level.WARNING, "log " + log + ": too many dead letters; deletes " + oldest);
      Files.deleteIfExists(oldest);
    }
  }

  private byte[] line(DeadLetter letter) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(letter.event().size() + 256);
    try (JsonGenerator json = factory.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("log", letter.log());
      json.writeStringField("reason", new String(letter.reason().getBytes(UTF_8), UTF_8));
      json.writeNumberField("attempts", letter.attempts());
      json.writeStringField("first_at", letter.firstAt().toString());
      json.writeStringField("last_at", letter.lastAt().toString());
      json.writeFieldName("event");
      json.writeRawValue(letter.event().toJson());
      json.writeEndObject();
    }
    line.write('\n');
    return line.toByteArray();
  }

  @Override
  public void close() throws IOException {
    RandomAccessFile open = file;
    file = null;
    if (open != null) {
      open.close();
    }
  }
}
