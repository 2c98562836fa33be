package dev.eventlogger.seal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * All that is sealed, on disk, and the right edge of its tree in memory. For one thread at a time,
 * except for {@link #syncFiles}.
 *
 * <p>What is appended is on disk, as a whole, when that returns; if it throws, none of it ever was
 * there. After that, every file but the tail can be made again from the tail and the entries.
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

  /** Brings all files to what the tail says, and goes on from there. */
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

  /** What was appended last. */
  TailRecord state() {
    return state;
  }

  /** The tree as it would be with more entries, to be appended then. */
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
   * Appends what {@link #grow} was asked for.
   *
   * @throws IOException if it cannot be written; then all is as it was before
   */
  void append(TreeEdge grown, TailRecord record) throws IOException {
    tail.append(record);
    edge = grown;
    state = record.asBegin();
    show(record);
  }

  /** Makes the files again that could not be written. */
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

  /** Brings the files up to what the tail has; if that fails, it is tried again later. */
  private void show(TailRecord record) {
    boolean done = false;
    try {
      files.writeTiles(edge.takeTiles());
      files.writeSalts(record.before(), record.salts());
      files.publish(record.checkpoint());
      done = true;
    } catch (IOException e) {
      // Sealed it is. The next commit begins with this, and says what is wrong if it still is.
    } finally {
      isBehind = !done;
    }
  }

  /** Removes salts for good: the tail has some, too, so all of it goes. */
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
