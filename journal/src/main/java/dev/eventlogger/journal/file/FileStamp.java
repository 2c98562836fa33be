package dev.eventlogger.journal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What changes when a file does: one that is written anew in the same place, and one that takes its
 * place, have others. A link counts as the file that it leads to.
 *
 * @param identity the file's own, where the file system has such
 * @param modified when it was changed last, in nanoseconds since 1970
 * @param size in bytes
 */
public record FileStamp(Object identity, long modified, long size) {

  /**
   * That of a file.
   *
   * @throws NoSuchFileException if it is not there
   */
  public static FileStamp of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    Object identity = attributes.fileKey() == null ? file : attributes.fileKey();
    return new FileStamp(
        identity, attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), attributes.size());
  }

  /** That of a file; empty if it is not there. */
  public static Optional<FileStamp> find(Path file) throws IOException {
    try {
      return Optional.of(of(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
