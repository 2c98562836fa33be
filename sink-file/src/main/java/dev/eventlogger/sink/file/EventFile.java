package dev.eventlogger.sink.file;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.journal.file.Directories;
import dev.eventlogger.journal.file.FileMode;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file that is being written. A batch is appended as a whole or not at all: what was written of
 * a failed one is cut off again, at once or when the file is next opened. For one thread.
 */
final class EventFile implements Closeable {

  /** Opens a file for reading and writing, and creates it if it does not exist. */
  interface Opener {
    // A RandomAccessFile, not a FileChannel: interrupting a thread closes a channel.
    RandomAccessFile open(Path path) throws IOException;
  }

  private final Path path;
  private final boolean sync;
  private final FileMode mode;
  private final Opener opener;
  private @Nullable RandomAccessFile file;
  private @Nullable Object identity;
  private @Nullable Long lengthBeforeFailure;

  /** Opens the file, and repairs its end. */
  EventFile(Path path, boolean sync, FileMode mode, Opener opener) throws IOException {
    this.path = path;
    this.mode = mode;
    this.sync = sync;
    this.opener = opener;
    file = openAndRepair();
  }

  /** The UTC day of the last write to the file; empty if it holds nothing. */
  Optional<LocalDate> dayOfLastWrite() throws IOException {
    if (length() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        LocalDate.ofInstant(Files.getLastModifiedTime(path).toInstant(), ZoneOffset.UTC));
  }

  /** How many bytes the file has. */
  long length() throws IOException {
    return current().length();
  }

  /**
   * Appends lines.
   *
   * @throws IOException if they could not be written or synced; then they are not in the file
   */
  void append(LineBuffer lines) throws IOException {
    RandomAccessFile current = current();
    long length = current.length();
    try {
      current.seek(length);
      lines.writeTo(current);
      if (sync) {
        current.getFD().sync();
      }
    } catch (IOException | RuntimeException | Error e) {
      // Memory may also run out in the middle of a write.
      takeBack(length, e);
      throw e;
    }
  }

  /**
   * Cuts off what was written, and closes the file. Its descriptor is not trusted after a failure,
   * above all of a sync. The next batch opens it again.
   */
  private void takeBack(long length, Throwable failure) {
    lengthBeforeFailure = length;
    try (RandomAccessFile failed = file) {
      if (failed != null) {
        failed.setLength(length);
        lengthBeforeFailure = null;
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    file = null;
  }

  private RandomAccessFile current() throws IOException {
    RandomAccessFile current = file;
    if (current != null && Objects.equals(identity, identity(path))) {
      return current;
    }
    // Closed for a rotation or after a failure, or moved or deleted by somebody.
    close();
    current = openAndRepair();
    file = current;
    return current;
  }

  private RandomAccessFile openAndRepair() throws IOException {
    boolean isNew = !Files.exists(path);
    if (isNew) {
      mode.createFile(path);
    }
    RandomAccessFile opened = opener.open(path);
    try {
      Object found = identity(path);
      Long length = lengthBeforeFailure;
      if (length != null && Objects.equals(identity, found) && opened.length() > length) {
        opened.setLength(length);
      }
      PartialLine.cut(opened, path);
      if (isNew && sync) {
        Directories.sync(requireNonNull(path.getParent()));
      }
      identity = found;
      lengthBeforeFailure = null;
      return opened;
    } catch (IOException | RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /** Distinguishes this file from another one at its path; null if there is none. */
  private static @Nullable Object identity(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    RandomAccessFile closing = file;
    file = null;
    if (closing != null) {
      closing.close();
    }
  }
}
