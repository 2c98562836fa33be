package dev.eventlogger.upkeep;

import dev.eventlogger.journal.file.FileStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file of which it is said once when it has changed, was made, or is gone: at the first look that
 * finds it as the look before did, so that nobody reads what is half written. For one thread.
 */
final class WatchedFile {

  private final Path path;
  private @Nullable FileStamp known;
  private @Nullable FileStamp latest;

  /**
   * A file.
   *
   * @param known what it had changed by when it was read; null if it was not there
   */
  WatchedFile(Path path, @Nullable FileStamp known) {
    this.path = path;
    this.known = known;
    this.latest = known;
  }

  Path path() {
    return path;
  }

  /** Whether it is there, as far as is known. */
  boolean isThere() {
    return known != null;
  }

  /** Whether it is another one than when this was last true. */
  boolean hasChanged() throws IOException {
    FileStamp before = latest;
    latest = FileStamp.find(path).orElse(null);
    if (Objects.equals(latest, known) || !Objects.equals(latest, before)) {
      return false;
    }
    known = latest;
    return true;
  }

  /** What it is now is known. */
  void isKnown() throws IOException {
    known = FileStamp.find(path).orElse(null);
    latest = known;
  }
}
