package dev.eventlogger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The few things a journal does with files; tests put a disk in its place that fails. No link is
 * ever followed to a file: whoever planted it would have that file written, or read.
 */
interface Disk {

  /** Opens a file to read and write it; makes it if there is none. */
  DiskFile open(Path path) throws IOException;

  /**
   * Makes a file, to read and write it.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is anything of that name
   */
  DiskFile create(Path path) throws IOException;

  /** Opens a file that is there to write it, such that each write is synced when it returns. */
  DiskFile openSynced(Path path) throws IOException;

  /** Opens a file that is there to read it. */
  DiskFile openToRead(Path path) throws IOException;

  /** Whether a file is there, rather than a folder, a link, or nothing. */
  boolean isFile(Path path);

  /** What tells the file there from another one of its name; null if nothing is there. */
  @Nullable Object identity(Path path) throws IOException;

  /** What is in a directory. */
  List<Path> list(Path directory) throws IOException;

  /** Makes a directory, and those above it. */
  void makeDirectory(Path directory) throws IOException;

  /** Gives a file another name, at once and in place of what has that name. */
  void rename(Path from, Path to) throws IOException;

  void delete(Path path) throws IOException;

  /** Makes the names in a directory as durable as a sync makes a file's content. */
  void syncDirectory(Path directory) throws IOException;
}
