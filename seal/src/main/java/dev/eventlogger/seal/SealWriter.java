package dev.eventlogger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.journal.file.ExclusiveLock;
import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Writes a seal: appends entries, and signs a checkpoint of each state that is on disk. Only one
 * writer at a time has a seal's folder. For one thread at a time, except for {@link #syncFiles}.
 *
 * <p>What a commit adds is on disk as a whole when it returns; if it throws, none of it is there.
 * After that, every file except the tail can be made again from the tail and the entries.
 */
public final class SealWriter implements AutoCloseable {

  private final String origin;
  private final SealDisk disk;
  private final ExclusiveLock lock;
  private final SealedTree tree;
  private final SecureRandom random = new SecureRandom();
  private @Nullable EpochKey key;
  private @Nullable VerifierKey former;

  private SealWriter(String origin, SealDisk disk, ExclusiveLock lock, SealedTree tree) {
    this.origin = origin;
    this.disk = disk;
    this.lock = lock;
    this.tree = tree;
  }

  /**
   * Opens a seal to continue where it stopped; begins one if there is none.
   *
   * @param origin the log's origin in a new seal; an existing seal keeps its own
   * @throws IOException if another process writes it, the disk fails, or files that were on disk
   *     have changed
   */
  public static SealWriter open(Path path, FileMode mode, String origin) throws IOException {
    return open(path, mode, () -> origin);
  }

  /** The same, with an origin that is only asked for if the seal is new. */
  public static SealWriter open(Path path, FileMode mode, NewOrigin origin) throws IOException {
    return open(path, origin, new SealDisk(mode), mode);
  }

  /** The origin of a log whose seal was never begun. */
  @FunctionalInterface
  public interface NewOrigin {
    /** A text without spaces and "+". */
    String get() throws IOException;
  }

  static SealWriter open(Path path, NewOrigin origin, SealDisk disk, FileMode mode)
      throws IOException {
    disk.makeFolder(path);
    ExclusiveLock lock = ExclusiveLock.take(path.resolve("lock"), mode);
    boolean done = false;
    try {
      // The tail or the checkpoint says it, and must be asked before anything is written.
      String known = SealRecovery.origin(new SealTail(path, disk).read(), path, origin);
      SealWriter writer = new SealWriter(known, disk, lock, SealedTree.open(path, disk));
      done = true;
      return writer;
    } finally {
      if (!done) {
        lock.close();
      }
    }
  }

  /** The log's origin in its checkpoints. */
  public String origin() {
    return origin;
  }

  /** How many entries are sealed. */
  public long size() {
    return tree.size();
  }

  /** The newest checkpoint, as it was published; empty if there is none. */
  public byte[] checkpoint() {
    return tree.state().checkpoint().clone();
  }

  /** What the owner wanted remembered with the newest checkpoint; empty if there is none. */
  public byte[] mark() {
    return tree.state().mark().clone();
  }

  /** The seal's folder, for reading. */
  public SealFolder folder() {
    return tree.folder();
  }

  /** An empty batch. */
  public SealBatch batch() {
    return new SealBatch(random);
  }

  /** The record that began the newest epoch; null if there was no epoch. */
  public @Nullable EpochRecord newestEpoch() throws IOException {
    if (tree.state().epoch() < 0) {
      return null;
    }
    try {
      return (EpochRecord) folder().entry(tree.state().epoch(), size()).asRecord();
    } catch (IllegalArgumentException | ClassCastException e) {
      throw new IOException(folder().path() + ": the record of the newest epoch is damaged", e);
    }
  }

  /**
   * Begins an epoch, with a key that exists only in this process. Nothing can be committed before.
   *
   * @param operator signs the record of the epoch
   * @param former signs it too, if the epoch before had another operator key; null otherwise
   * @param unsealed events that were delivered since the last commit, and not sealed
   * @param mark as in {@link #commit}
   * @throws IllegalArgumentException if the operator key is not the seal's
   */
  public void beginEpoch(
      OperatorKey operator, @Nullable OperatorKey former, long unsealed, byte[] mark)
      throws IOException {
    EpochBegin begin = new EpochBegin(folder(), newestEpoch(), operator, former);
    EpochKey next = EpochKey.make(origin);
    SealBatch batch = batch();
    batch.add(begin.record(origin, next.verifier(), size(), tree.root(), unsealed));
    byte[] unused = commit(batch, next, size(), mark);
    key = next;
    this.former = begin.former();
    byte[] left = (operator.verifier() + "\n").getBytes(UTF_8);
    disk.replace(folder().path().resolve(SealFolder.OPERATOR), left);
  }

  /**
   * Checks that an operator key is the seal's, or its successor's.
   *
   * @throws IllegalArgumentException as {@link #beginEpoch} does
   */
  public void requireOperator(OperatorKey operator, @Nullable OperatorKey former)
      throws IOException {
    EpochBegin unused = new EpochBegin(folder(), newestEpoch(), operator, former);
  }

  /**
   * Appends entries under a new checkpoint. Returns when all of it is on disk.
   *
   * @param mark what to remember with it, for {@link #mark}
   * @return the checkpoint, signed
   * @throws IOException if it cannot be written; then the seal is as it was before
   */
  public byte[] commit(SealBatch batch, byte[] mark) throws IOException {
    EpochKey own = key;
    if (own == null) {
      throw new IllegalStateException("no epoch was begun");
    }
    return commit(batch, own, tree.state().epoch(), mark);
  }

  private byte[] commit(SealBatch batch, EpochKey signer, long epoch, byte[] mark)
      throws IOException {
    TreeEdge next = tree.grow(batch.entries());
    Checkpoint checkpoint = new Checkpoint(origin, next.size(), next.root());
    byte[] note = Note.sign(checkpoint.text(), signer).toBytes();
    TailRecord record =
        new TailRecord(size(), batch.entries(), batch.salts(), epoch, mark.clone(), note);
    tree.append(next, record);
    return note.clone();
  }

  /**
   * Makes leaves of the removals that wait in the queue, and erases the salts of their events for
   * good. Takes only some of them if there are very many.
   *
   * @param operator signs the removals again, including those that the former key signed
   * @return how many removals were taken
   * @throws IllegalArgumentException for a removal that the operator key did not sign, or of
   *     another log, which is set aside, and for one that cannot be read; the others are taken
   */
  public int takeRemovals(OperatorKey operator) throws IOException {
    return new RemovalIntake(this, tree, operator, former).takeSome();
  }

  /**
   * Syncs the files that former tails cover, and deletes those tails. To be called from time to
   * time, by any thread; if it throws, the next call tries again.
   */
  public void syncFiles() throws IOException {
    tree.syncFiles();
  }

  /** Ends the epoch: its key is gone. Commits nothing. */
  @Override
  public void close() throws IOException {
    key = null;
    try (lock) {
      tree.close();
    }
  }

  /** The folder, and the number of entries. */
  @Override
  public String toString() {
    return "SealWriter[" + folder().path() + ", " + size() + "]";
  }
}
