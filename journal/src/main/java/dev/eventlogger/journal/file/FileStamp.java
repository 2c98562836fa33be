package dev.eventlogger.journal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Identifies a version of a file: a file that is rewritten, and another that takes its place, have
 * different stamps. A link counts as the file that it leads to.
 *
 * @param identity the file's own, where the file system has one; else its path
 * @param modified when it was last changed, in nanoseconds since 1970
 * @param size in bytes
 */
public record FileStamp(Object identity, long modified, long size) {

  /**
   * The stamp of a file.
   *
   * @throws NoSuchFileException if it does not exist
   */
  public static FileStamp of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    Object identity = attributes.fileKey() == null ? file : attributes.fileKey();
    return new FileStamp(
        identity, attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), attributes.size());
  }

  /** The stamp of a file; empty if it does not exist. */
  public static Optional<FileStamp> find(Path file) throws IOException {
    try {
      return Optional.of(of(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
