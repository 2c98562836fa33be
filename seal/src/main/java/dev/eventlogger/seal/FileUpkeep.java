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
 * Syncs, in the background, the files that former tails cover, and then deletes those tails.
 * Thread-safe.
 *
 * <p>Until those files are on disk, they can only be made again from a former tail.
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

  /**
   * Hands over files when another tail begins: once {@code written} is on disk, the tails and tiles
   * are no longer needed.
   */
  synchronized void retire(Set<Path> written, List<Path> tails, List<Path> tiles) {
    toSync.addAll(written);
    toDelete.addAll(tails);
    toDelete.addAll(tiles);
  }

  /**
   * Syncs and deletes what is due; if it throws, the next call tries again. For one thread at a
   * time.
   */
  void run() throws IOException {
    Set<Path> sync;
    List<Path> delete;
    synchronized (this) {
      if (toDelete.isEmpty()) {
        return;
      }
      sync = new LinkedHashSet<>(toSync);
      delete = List.copyOf(toDelete);
      // A path that is added from now on was written again, and must be synced again.
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

  /**
   * Deletes the tails first, and syncs that: a tail that came back would need the tiles deleted
   * after it.
   */
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
