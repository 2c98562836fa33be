package dev.eventlogger.seal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Restores all files of a seal to what its tail says, after a kill, a power cut, or a failed write.
 * For one thread, once.
 */
final class SealRecovery {

  private final SealFolder folder;
  private final SealFiles files;
  private final Set<UUID> removed = new HashSet<>();
  private TreeEdge edge = new TreeEdge();

  SealRecovery(SealFolder folder, SealFiles files) {
    this.folder = folder;
    this.files = files;
  }

  /**
   * The log's origin: as the tail has it, which is on disk; the published checkpoint may not be,
   * after a kill or a power cut.
   *
   * @param ofNew the origin of a seal that was never begun
   */
  static String origin(List<TailRecord> records, Path path, SealWriter.NewOrigin ofNew)
      throws IOException {
    TailRecord last = records.isEmpty() ? null : records.get(records.size() - 1);
    if (last != null) {
      return last.checkpoint().length == 0 ? ofNew.get() : checkpoint(last).origin();
    }
    SealFolder folder = new SealFolder(path);
    return folder.isThere() ? published(folder).origin() : ofNew.get();
  }

  private static Checkpoint published(SealFolder folder) throws IOException {
    try {
      return Checkpoint.parse(Note.parse(folder.checkpoint()));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          folder.path().resolve(SealFolder.CHECKPOINT)
              + ": "
              + e.getMessage()
              + "; restore the folder as a whole",
          e);
    }
  }

  /**
   * Rewrites the files that are not as they should be.
   *
   * @param records of the tail, at least one
   * @return the tree that they lead to
   */
  TreeEdge run(List<TailRecord> records) throws IOException {
    TailRecord first = records.get(0);
    if (first.checkpoint().length > 0) {
      edge = files.edge(first.before(), checkpoint(first).root());
    }
    for (TailRecord record : records) {
      apply(record);
    }
    byte[] newest = records.get(records.size() - 1).checkpoint();
    if (newest.length > 0) {
      finish(newest);
    }
    return edge;
  }

  private void apply(TailRecord record) throws IOException {
    if (record.before() != edge.size()) {
      throw damaged("the seal's tail has a gap");
    }
    for (byte[] entry : record.entries()) {
      edge.add(entry);
      if (new SealEntry(0, entry).asRecord() instanceof Removal removal) {
        removed.addAll(removal.ids());
      }
    }
    boolean isSame = record.checkpoint().length == 0 || checkpoint(record).hasRoot(edge.root());
    if (!isSame) {
      throw damaged("the seal's tail is not what its checkpoints cover");
    }
    files.writeSalts(record.before(), record.salts());
  }

  private void finish(byte[] newest) throws IOException {
    long seen = publishedSize();
    if (seen > edge.size()) {
      throw damaged(
          "the seal's tail is older than its checkpoint, by " + (seen - edge.size()) + " entries");
    }
    files.restoreTiles(edge.takeTiles());
    if (!removed.isEmpty()) {
      files.removeSalts(files.find(removed, new HashSet<>(), edge.size()));
    }
    files.publish(newest);
  }

  /**
   * The published tree's size; 0 if it cannot be read: the file is renamed without a sync, so a
   * power cut may leave it empty.
   */
  private long publishedSize() throws IOException {
    try {
      return Checkpoint.parse(Note.parse(folder.checkpoint())).size();
    } catch (NoSuchFileException | IllegalArgumentException e) {
      return 0;
    }
  }

  private static Checkpoint checkpoint(TailRecord record) {
    return Checkpoint.parse(Note.parse(record.checkpoint()));
  }

  private IOException damaged(String what) {
    return new IOException(folder.path() + ": " + what + "; restore the folder as a whole");
  }
}
