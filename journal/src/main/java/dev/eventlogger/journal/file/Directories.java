package dev.eventlogger.journal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The entries of directories, on disk. Thread-safe. */
public final class Directories {

  private Directories() {}

  /**
   * What distinguishes an entry from another that takes its name; null if there is none. On systems
   * without such identities, an open file cannot be removed, so the path serves as its identity.
   */
  public static @Nullable Object identity(Path path) throws IOException {
    try {
      Object key =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
              .fileKey();
      return key != null ? key : path;
    } catch (NoSuchFileException e) {
      return null;
    } catch (FileSystemException e) {
      // Below a regular file nothing can exist, whatever error the system reports for that.
      if (isBelowFile(path)) {
        return null;
      }
      throw e;
    }
  }

  private static boolean isBelowFile(Path path) {
    for (Path above = path.getParent(); above != null; above = above.getParent()) {
      if (Files.isRegularFile(above)) {
        return true;
      }
    }
    return false;
  }

  /** Makes the names of a directory's files as durable as a sync makes a file's content. */
  public static void sync(Path directory) throws IOException {
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
