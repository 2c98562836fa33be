package dev.eventlogger.cli;

import dev.eventlogger.delivery.DeadLetterFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where a replay keeps what is refused again until it moves it to the others: a folder in that of
 * the dead letters, for one replay at a time. What one that was killed has left is there for the
 * next.
 */
final class ReplayFolder implements AutoCloseable {

  private static final String NAME = ".replay";
  // Never deleted: somebody else may have opened it already.
  private static final String LOCK = "lock";

  private final DeadLetterFolder letters;
  private final FileChannel lock;

  private ReplayFolder(DeadLetterFolder letters, FileChannel lock) {
    this.letters = letters;
    this.lock = lock;
  }

  static ReplayFolder claim(DeadLetterFolder folder) throws IOException {
    Path path = Files.createDirectories(folder.path().resolve(NAME));
    FileChannel lock =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean isTaken = true;
    try {
      isTaken = lock.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      // It is, by this process.
    } finally {
      if (isTaken) {
        lock.close();
      }
    }
    if (isTaken) {
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
