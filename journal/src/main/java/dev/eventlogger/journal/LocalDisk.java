package dev.eventlogger.journal;

import dev.eventlogger.journal.file.Directories;
import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The disk of this machine. Thread-safe.
 *
 * <p>It uses {@link RandomAccessFile}, since a {@link FileChannel} closes itself when a thread that
 * uses it is interrupted, and callers' threads are not ours.
 */
final class LocalDisk implements Disk {

  private final FileMode mode;

  /** A disk that creates files with the given mode. */
  LocalDisk(FileMode mode) {
    this.mode = mode;
  }

  @Override
  public DiskFile open(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      mode.createFile(path);
    }
    return open(path, "rw");
  }

  @Override
  public DiskFile create(Path path) throws IOException {
    mode.createFile(path);
    return open(path, "rw");
  }

  @Override
  public DiskFile openSynced(Path path) throws IOException {
    return open(path, "rwd");
  }

  @Override
  public DiskFile openToRead(Path path) throws IOException {
    return open(path, "r");
  }

  private DiskFile open(Path path, String how) throws IOException {
    refuseWhatIsNoFile(path);
    return new LocalFile(new RandomAccessFile(path.toFile(), how));
  }

  /** Checks once only: another process may be deleting the file. */
  private static void refuseWhatIsNoFile(Path path) throws IOException {
    try {
      if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isRegularFile()) {
        throw new IOException(path + ": is no file, or a link, which is not followed; remove it");
      }
    } catch (NoSuchFileException e) {
      // Opening it will fail, or make it.
    }
  }

  @Override
  public boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public @Nullable Object identity(Path path) throws IOException {
    return Directories.identity(path);
  }

  @Override
  public List<Path> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    }
  }

  @Override
  public void makeDirectory(Path directory) throws IOException {
    if (Files.isSymbolicLink(directory) && directory.endsWith(Quarantine.DIRECTORY)) {
      throw new IOException(directory + ": is a link, which is not followed; remove it");
    }
    mode.createDirectories(directory);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    Directories.sync(directory);
  }

  private static final class LocalFile implements DiskFile {

    private final RandomAccessFile file;
    // The position of the file's own pointer, tracked since moving it costs a system call.
    private long pointer;

    LocalFile(RandomAccessFile file) {
      this.file = file;
    }

    @Override
    public long size() throws IOException {
      return file.length();
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) throws IOException {
      moveTo(position);
      pointer = -1;
      int total = 0;
      int read = 0;
      while (total < length && read >= 0) {
        read = file.read(into, offset + total, length - total);
        total += Math.max(0, read);
      }
      pointer = position + total;
      return total;
    }

    @Override
    public void write(long position, byte[] bytes, int offset, int length) throws IOException {
      moveTo(position);
      pointer = -1;
      file.write(bytes, offset, length);
      pointer = position + length;
    }

    private void moveTo(long position) throws IOException {
      if (pointer != position) {
        file.seek(position);
      }
    }

    @Override
    public void sync() throws IOException {
      file.getFD().sync();
    }

    @Override
    public void truncate(long size) throws IOException {
      pointer = -1;
      file.setLength(size);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
