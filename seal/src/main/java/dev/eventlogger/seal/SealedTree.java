package dev.eventlogger.seal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything that is sealed: on disk, and the right edge of its tree in memory. For one thread at a
 * time, except for {@link #syncFiles}.
 *
 * <p>What is appended is on disk as a whole when that returns; if it throws, none of it is there.
 * After that, every file except the tail can be made again from the tail and the entries.
 */
final class SealedTree implements AutoCloseable {

  private static final long MOST_TAIL_BYTES = 4 << 20;

  private final SealFolder folder;
  private final SealDisk disk;
  private final SealTail tail;
  private final SealFiles files;
  private final FileUpkeep upkeep;
  private TreeEdge edge = new TreeEdge();
  private TailRecord state =
      new TailRecord(0, List.of(), new byte[0], -1, new byte[0], new byte[0]);
  private boolean isBehind;

  private SealedTree(Path path, SealDisk disk) {
    folder = new SealFolder(path);
    this.disk = disk;
    tail = new SealTail(path, disk);
    files = new SealFiles(folder, disk);
    upkeep = new FileUpkeep(path, disk);
  }

  /** Brings all files up to date with the tail, and continues from there. */
  static SealedTree open(Path path, SealDisk disk) throws IOException {
    SealedTree tree = new SealedTree(path, disk);
    tree.recover(tree.tail.read());
    return tree;
  }

  private void recover(List<TailRecord> records) throws IOException {
    if (!records.isEmpty()) {
      edge = new SealRecovery(folder, files).run(records);
      state = records.get(records.size() - 1);
    } else if (folder.isThere() || state.after() > 0) {
      throw new IOException(
          folder.path()
              + ": the seal's tail is gone, which says how far it is sealed; restore the folder"
              + " as a whole");
    }
    retire(tail.begin(state));
    isBehind = false;
  }

  SealFolder folder() {
    return folder;
  }

  SealFiles files() {
    return files;
  }

  long size() {
    return edge.size();
  }

  byte[] root() {
    return edge.root();
  }

  /** The state after the last record. */
  TailRecord state() {
    return state;
  }

  /** The tree with more entries, which {@link #append} can then make the current one. */
  TreeEdge grow(List<byte[]> entries) throws IOException {
    catchUp();
    if (!tail.isOpen() || tail.length() > MOST_TAIL_BYTES) {
      retire(tail.begin(state));
    }
    TreeEdge next = edge.copy();
    entries.forEach(next::add);
    return next;
  }

  /**
   * Appends a record that leads to what {@link #grow} returned.
   *
   * @throws IOException if it cannot be written; then everything is as it was before
   */
  void append(TreeEdge grown, TailRecord record) throws IOException {
    tail.append(record);
    edge = grown;
    state = record.asBegin();
    show(record);
  }

  /** Makes again the files that could not be written. */
  void catchUp() throws IOException {
    TreeEdge before = edge;
    boolean done = !isBehind;
    try {
      if (!done) {
        recover(tail.read());
        done = true;
      }
    } finally {
      edge = done ? edge : before;
    }
  }

  /** Brings the files up to date with the tail; if that fails, it is tried again later. */
  private void show(TailRecord record) {
    boolean done = false;
    try {
      files.writeTiles(edge.takeTiles());
      files.writeSalts(record.before(), record.salts());
      files.publish(record.checkpoint());
      done = true;
    } catch (IOException e) {
      // The entries are sealed all the same. The next commit tries this again first, and throws if
      // it still fails.
    } finally {
      isBehind = !done;
    }
  }

  /**
   * Erases salts for good; the tail holds some too, so a new one begins and the old one is deleted.
   */
  void forget(List<Long> places) throws IOException {
    if (isBehind) {
      throw new IOException(folder.path() + ": the files of the seal cannot be written");
    }
    files.removeSalts(places);
    retire(tail.begin(state));
    syncFiles();
  }

  private void retire(List<Path> tails) throws IOException {
    List<Path> narrow = files.rebase();
    upkeep.retire(disk.takeUnsynced(), tails, narrow);
  }

  void syncFiles() throws IOException {
    upkeep.run();
  }

  @Override
  public void close() throws IOException {
    tail.close();
  }
}
