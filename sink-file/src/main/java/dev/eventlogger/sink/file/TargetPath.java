package dev.eventlogger.sink.file;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Resolves the configured path to the one file that it means. */
final class TargetPath {

  private TargetPath() {}

  /**
   * Returns the path without links, so that two names of one file are recognised as one; creates
   * missing directories.
   *
   * @throws IllegalArgumentException if something other than a regular file is at the path
   */
  static Path resolve(Path configured, FileMode mode) throws IOException {
    Path path = configured.toAbsolutePath().normalize();
    checkKind(configured, path);
    if (Files.isRegularFile(path)) {
      return path.toRealPath();
    }
    Path directory = requireNonNull(path.getParent());
    mode.createDirectories(directory);
    return directory.toRealPath().resolve(requireNonNull(path.getFileName()));
  }

  /**
   * Checks whether the file could be written, and creates nothing.
   *
   * @throws IllegalArgumentException if something other than a regular file is at the path, or if
   *     it cannot be written
   */
  static void check(Path configured) {
    Path path = configured.toAbsolutePath().normalize();
    checkKind(configured, path);
    Path there = path;
    while (!Files.exists(there)) {
      there = there.getParent();
      if (there == null) { // such as that of a drive of Windows
        throw new IllegalArgumentException(
            "path: " + configured + " cannot be made, since its root does not exist");
      }
    }
    if (!there.equals(path) && !Files.isDirectory(there)) {
      throw new IllegalArgumentException(
          "path: " + configured + " cannot be made, since " + there + " is no directory");
    }
    if (!Files.isWritable(there)) {
      throw new IllegalArgumentException(
          "path: " + configured + " cannot be written: " + there + " does not allow it");
    }
  }

  private static void checkKind(Path configured, Path path) {
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException(
          "path: " + configured + " is a directory; name a file in it, such as events.ndjson");
    }
    if (!Files.isRegularFile(path) && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalArgumentException(
          "path: " + configured + " is a device, a pipe or a broken link; name a regular file");
    }
  }
}
