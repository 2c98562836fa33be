package dev.eventlogger.sink.file;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The entries of directories, on disk. */
final class Directories {

  private Directories() {}

  /** Makes the name of a file as durable as a sync makes its content. */
  static void sync(Path file) throws IOException {
    Path directory = requireNonNull(file.getParent());
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (AccessDeniedException e) {
      // Windows cannot open a directory, and needs no sync of one.
      if (!System.getProperty("os.name").startsWith("Windows")) {
        throw e;
      }
    }
  }
}
