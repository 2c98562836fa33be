package dev.eventlogger.seal;

import dev.eventlogger.journal.file.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts on disk, at leisure, what former tails cover, and deletes those. Thread-safe.
 *
 * <p>Until all of that is on disk, a former tail is what makes it again.
 */
final class FileUpkeep {

  private final Path folder;
  private final SealDisk disk;
  private final Set<Path> toSync = new LinkedHashSet<>();
  private final List<Path> toDelete = new ArrayList<>();

  FileUpkeep(Path folder, SealDisk disk) {
    this.folder = folder;
    this.disk = disk;
  }

  /** Another tail has begun: when what was written is on disk, files are not needed any more. */
  synchronized void retire(Set<Path> written, List<Path> tails, List<Path> tiles) {
    toSync.addAll(written);
    toDelete.addAll(tails);
    toDelete.addAll(tiles);
  }

  /** Does what there is to do; if it throws, the next call does it. For one thread at a time. */
  void run() throws IOException {
    Set<Path> sync;
    List<Path> delete;
    synchronized (this) {
      if (toDelete.isEmpty()) {
        return;
      }
      sync = new LinkedHashSet<>(toSync);
      delete = List.copyOf(toDelete);
      // From now on, a path that comes was written again, and is to be synced again.
      toSync.clear();
      toDelete.clear();
    }
    boolean done = false;
    try {
      disk.syncAll(sync);
      deleteAll(delete);
      done = true;
    } finally {
      if (!done) {
        putBack(sync, delete);
      }
    }
  }

  private synchronized void putBack(Set<Path> sync, List<Path> delete) {
    toSync.addAll(sync);
    toDelete.addAll(0, delete);
  }

  /** Tails first, for good: one that came back would need the tiles that go after it. */
  private void deleteAll(List<Path> files) throws IOException {
    List<Path> tiles = new ArrayList<>();
    for (Path each : files) {
      if (folder.equals(each.getParent())) {
        Files.deleteIfExists(each);
      } else {
        tiles.add(each);
      }
    }
    Directories.sync(folder);
    for (Path each : tiles) {
      Files.deleteIfExists(each);
      Path parent = each.getParent();
      if (parent != null) {
        SealFiles.deleteIfEmpty(parent);
      }
    }
  }
}
