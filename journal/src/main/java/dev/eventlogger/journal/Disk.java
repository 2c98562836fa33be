package dev.eventlogger.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The few file operations that a journal needs; tests replace it with a disk that fails. A link in
 * the place of a file is never followed: whoever planted it would have its target written, or read.
 */
interface Disk {

  /** Opens a file for reading and writing; makes it if there is none. */
  DiskFile open(Path path) throws IOException;

  /**
   * Makes a file, for reading and writing.
   *
   * @throws java.nio.file.FileAlreadyExistsException if anything of that name exists
   */
  DiskFile create(Path path) throws IOException;

  /** Opens an existing file for writing, such that each write is synced when it returns. */
  DiskFile openSynced(Path path) throws IOException;

  /** Opens an existing file for reading. */
  DiskFile openToRead(Path path) throws IOException;

  /** Whether this is a regular file, rather than a folder, a link, or nothing. */
  boolean isFile(Path path);

  /** What distinguishes the file there from others of the same name; null if nothing is there. */
  @Nullable Object identity(Path path) throws IOException;

  /** What is in a directory. */
  List<Path> list(Path directory) throws IOException;

  /** Makes a directory, and those above it. */
  void makeDirectory(Path directory) throws IOException;

  /** Renames a file atomically; replaces what has that name. */
  void rename(Path from, Path to) throws IOException;

  void delete(Path path) throws IOException;

  /** Makes the names in a directory as durable as a sync makes a file's content. */
  void syncDirectory(Path directory) throws IOException;
}
