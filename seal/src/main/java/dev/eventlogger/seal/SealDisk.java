package dev.eventlogger.seal;

import dev.eventlogger.journal.file.Directories;
import dev.eventlogger.journal.file.FileMode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the files of a seal, and remembers which are not synced yet. It uses {@link
 * RandomAccessFile}, since a channel closes itself when its thread is interrupted. For one thread
 * at a time, except for {@link #syncAll}.
 */
class SealDisk {

  private final FileMode mode;
  private Set<Path> unsynced = new LinkedHashSet<>();

  SealDisk(FileMode mode) {
    this.mode = mode;
  }

  void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      mode.createDirectories(folder);
    }
  }

  /** Writes a whole file, without syncing it. */
  void write(Path file, byte[] content) throws IOException {
    boolean isNew = create(file);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(content);
      if (!isNew) {
        out.setLength(content.length);
      }
    }
    unsynced.add(file);
  }

  /**
   * Makes a file hold what it should; it may not be on disk yet. A file that holds it already is
   * not written: what is on disk must not depend on what a power cut leaves of a write.
   */
  void restore(Path file, byte[] content) throws IOException {
    if (holds(file, content)) {
      unsynced.add(file);
    } else {
      write(file, content);
    }
  }

  private static boolean holds(Path file, byte[] content) throws IOException {
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isRegularFile()
          && found.size() == content.length
          && Arrays.equals(Files.readAllBytes(file), content);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Writes a part of a file, without syncing it. */
  void writeAt(Path file, long position, byte[] content) throws IOException {
    boolean unused = create(file);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.seek(position);
      out.write(content);
    }
    unsynced.add(file);
  }

  /** Creates a file, mostly with a single system call, since there are many. False if it exists. */
  private boolean create(Path file) throws IOException {
    try {
      mode.createFile(file);
      return true;
    } catch (FileAlreadyExistsException e) {
      if (Files.isSymbolicLink(file)) {
        throw new IOException(file + ": is a link, which is not followed; remove it", e);
      }
      return false;
    } catch (NoSuchFileException e) {
      Path folder = file.getParent();
      if (folder == null || Files.isDirectory(folder)) {
        throw e;
      }
      makeFolder(folder);
      mode.createFile(file);
      return true;
    }
  }

  /** Replaces a file atomically, without syncing it. */
  void replace(Path file, byte[] content) throws IOException {
    Path written = file.resolveSibling(file.getFileName() + ".new");
    write(written, content);
    unsynced.remove(written);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    unsynced.add(file);
  }

  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    unsynced.remove(file);
  }

  /** The files in a folder; empty if there is no such folder. */
  List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** The files that are not synced yet; from now on, the caller is responsible for them. */
  Set<Path> takeUnsynced() {
    Set<Path> taken = unsynced;
    unsynced = new LinkedHashSet<>();
    return taken;
  }

  /** Syncs files, and the folders that name them. */
  void syncAll(Set<Path> files) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    for (Path file : files) {
      if (sync(file)) {
        for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
          if (!folders.add(folder) || folder.endsWith("seal")) {
            break;
          }
        }
      }
    }
    for (Path folder : folders) {
      Directories.sync(folder);
    }
  }

  /** Syncs a file; false if it no longer exists. */
  private static boolean sync(Path file) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "r")) {
      out.getFD().sync();
      return true;
    } catch (FileNotFoundException | NoSuchFileException e) {
      if (Files.exists(file)) {
        throw e;
      }
      return false;
    }
  }
}
