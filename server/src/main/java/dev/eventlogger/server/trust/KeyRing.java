package dev.eventlogger.server.trust;

import dev.eventlogger.journal.file.FileStamp;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a file, which is read again when it has changed. Thread-safe.
 *
 * <p>The file is checked for changes at most once a second, by whichever caller comes first. A file
 * that is missing or wrong changes nothing, and is reported once.
 */
final class KeyRing {

  private static final System.Logger LOG = System.getLogger(KeyRing.class.getName());
  private static final long PAUSE_MILLIS = 1000;

  private final Path file;
  private final Clock clock;
  private final AtomicLong nextLook;
  private volatile List<Key> keys;
  private volatile @Nullable FileStamp stamp;
  private volatile @Nullable String reported;

  private KeyRing(Path file, Clock clock, FileStamp stamp, List<Key> keys) {
    this.file = file;
    this.clock = clock;
    this.stamp = stamp;
    this.keys = keys;
    nextLook = new AtomicLong(clock.millis() + PAUSE_MILLIS);
  }

  /**
   * Reads a file for the first time.
   *
   * @throws IllegalArgumentException if it cannot be read or is wrong
   */
  static KeyRing open(Path file, Clock clock) {
    try {
      // Taken before reading, so that what is written meanwhile is read again.
      FileStamp stamp = FileStamp.of(file);
      return new KeyRing(file, clock, stamp, new KeyFile(file).read());
    } catch (java.nio.file.NoSuchFileException e) {
      throw new IllegalArgumentException(
          "keys_file: there is no file "
              + file
              + "; make a key, and the file with it: event-logger keys add NAME --kind server --file "
              + file,
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException("keys_file: " + new KeyFile(file).words(e), e);
    }
  }

  /** The key of a token, valid or not; null if there is none. */
  @Nullable Key find(String token) {
    lookAgain();
    TokenHash hash = TokenHash.of(token);
    Key found = null;
    for (Key key : keys) {
      // Compares with all keys, so that the time taken does not reveal which one matches.
      found = key.hash().isSame(hash) ? key : found;
    }
    return found;
  }

  /** The origins of all valid keys. */
  List<OriginPattern> origins() {
    lookAgain();
    return keys.stream()
        .filter(key -> key.isGood(clock.instant()))
        .flatMap(key -> key.restrictions().origins().stream())
        .distinct()
        .toList();
  }

  private void lookAgain() {
    long now = clock.millis();
    long due = nextLook.get();
    // A clock that was set back must not put off the next look.
    boolean isDue = now >= due || now < due - 2 * PAUSE_MILLIS;
    if (isDue && nextLook.compareAndSet(due, now + PAUSE_MILLIS)) {
      look();
    }
  }

  private void look() {
    try {
      FileStamp current = FileStamp.of(file);
      if (!current.equals(stamp)) {
        keys = new KeyFile(file).read();
        stamp = current;
        LOG.log(Level.INFO, () -> "keys_file: read again: " + file);
      }
      reported = null;
    } catch (IOException e) {
      String words = new KeyFile(file).words(e);
      if (!words.equals(reported)) {
        reported = words;
        LOG.log(
            Level.WARNING,
            "keys_file: " + words + "; the keys that were read before stay in force",
            e);
      }
    }
  }
}
