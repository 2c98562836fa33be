package dev.eventlogger.cli;

import dev.eventlogger.delivery.DeadLetterFolder;
import dev.eventlogger.journal.file.ExclusiveLock;
import dev.eventlogger.journal.file.FileMode;
import dev.eventlogger.journal.file.LockedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds what is refused again during a replay, until it is moved back to the other dead letters: a
 * folder inside theirs, for one replay at a time. The next replay takes over what a killed one has
 * left.
 */
final class ReplayFolder implements AutoCloseable {

  private static final String NAME = ".replay";
  private static final String LOCK = "lock";

  private final DeadLetterFolder letters;
  private final ExclusiveLock lock;

  private ReplayFolder(DeadLetterFolder letters, ExclusiveLock lock) {
    this.letters = letters;
    this.lock = lock;
  }

  static ReplayFolder claim(DeadLetterFolder folder) throws IOException {
    Path path = Files.createDirectories(folder.path().resolve(NAME));
    ExclusiveLock lock;
    try {
      lock = ExclusiveLock.take(path.resolve(LOCK), FileMode.PRIVATE);
    } catch (LockedException e) {
      throw new UserMistake(folder.path() + ": is being replayed already; wait for that to end");
    }
    return new ReplayFolder(new DeadLetterFolder(path), lock);
  }

  DeadLetterFolder letters() {
    return letters;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
