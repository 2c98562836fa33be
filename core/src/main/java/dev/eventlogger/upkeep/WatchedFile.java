package dev.eventlogger.upkeep;

import dev.eventlogger.journal.file.FileStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Detects that a file has changed, was created, or is gone, and says so once: when two checks in a
 * row find it the same, so that nobody reads a half-written file. For one thread.
 */
final class WatchedFile {

  private final Path path;
  private @Nullable FileStamp known;
  private @Nullable FileStamp latest;

  /**
   * Watches a file.
   *
   * @param known the file's stamp when it was read; null if there was none
   */
  WatchedFile(Path path, @Nullable FileStamp known) {
    this.path = path;
    this.known = known;
    this.latest = known;
  }

  Path path() {
    return path;
  }

  /** Whether the file existed when last known. */
  boolean isThere() {
    return known != null;
  }

  /** Whether the file differs from the one when this was last true. */
  boolean hasChanged() throws IOException {
    FileStamp before = latest;
    latest = FileStamp.find(path).orElse(null);
    if (Objects.equals(latest, known) || !Objects.equals(latest, before)) {
      return false;
    }
    known = latest;
    return true;
  }

  /** Takes the file's present state for known. */
  void isKnown() throws IOException {
    known = FileStamp.find(path).orElse(null);
    latest = known;
  }
}
