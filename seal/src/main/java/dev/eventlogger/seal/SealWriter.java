package dev.eventlogger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.journal.file.Directories;
import dev.eventlogger.journal.file.ExclusiveLock;
import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes a seal: appends entries, and signs a checkpoint of each state that is on disk. The only
 * one that does so in its folder. For one thread at a time, except for {@link #syncFiles}.
 *
 * <p>What a commit adds is on disk, as a whole, when it returns; if it throws, none of it ever was
 * there. After that, every file but the tail can be made again from the tail and the entries.
 */
public final class SealWriter implements AutoCloseable {

  private static final long MOST_TAIL_BYTES = 4 << 20;
  // Each of 1,000 events, all of which are in memory at once.
  private static final int MOST_REMOVALS = 100;

  private final SealFolder folder;
  private final String origin;
  private final SealDisk disk;
  private final ExclusiveLock lock;
  private final SealTail tail;
  private final SealFiles files;
  private final SecureRandom random = new SecureRandom();
  private final Set<Path> toSync = new LinkedHashSet<>();
  private final List<Path> toDelete = new ArrayList<>();
  private TreeEdge edge = new TreeEdge();
  private TailRecord state =
      new TailRecord(0, List.of(), new byte[0], -1, new byte[0], new byte[0]);
  private @Nullable EpochKey key;
  private @Nullable VerifierKey former;
  private boolean isBehind;

  private SealWriter(
      SealFolder folder, String origin, SealDisk disk, ExclusiveLock lock, SealTail tail) {
    this.folder = folder;
    this.origin = origin;
    this.disk = disk;
    this.lock = lock;
    this.tail = tail;
    files = new SealFiles(folder, disk);
  }

  /**
   * Opens a seal to go on where it stopped, and makes it if there is none.
   *
   * @param origin what to call the log in a seal that is new; one that is there keeps its own
   * @throws IOException if somebody else writes it, the disk fails, or files that were on disk are
   *     not what they were
   */
  public static SealWriter open(Path path, FileMode mode, String origin) throws IOException {
    return open(path, origin, new SealDisk(mode), mode);
  }

  static SealWriter open(Path path, String origin, SealDisk disk, FileMode mode)
      throws IOException {
    disk.makeFolder(path);
    ExclusiveLock lock = ExclusiveLock.take(path.resolve("lock"), mode);
    SealWriter writer = null;
    boolean done = false;
    try {
      SealFolder folder = new SealFolder(path);
      SealTail tail = new SealTail(path, disk);
      List<TailRecord> records = tail.read();
      writer = new SealWriter(folder, origin(records, folder, origin), disk, lock, tail);
      writer.recover(records);
      done = true;
      return writer;
    } finally {
      if (!done) {
        lock.close();
      }
    }
  }

  /** By the tail, which is on disk: the checkpoint may not be, after a kill or a power cut. */
  private static String origin(List<TailRecord> records, SealFolder folder, String ofNew)
      throws IOException {
    TailRecord last = records.isEmpty() ? null : records.get(records.size() - 1);
    if (last != null) {
      return last.checkpoint().length == 0 ? ofNew : checkpoint(last).origin();
    }
    return folder.isThere() ? published(folder).origin() : ofNew;
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

  /** Makes all files be what the tail says. */
  private void recover(List<TailRecord> records) throws IOException {
    if (records.isEmpty()) {
      if (folder.isThere() || state.after() > 0) {
        throw new IOException(
            folder.path()
                + ": the seal's tail is gone, which says how far it is sealed; restore the folder"
                + " as a whole");
      }
      retire(tail.begin(state));
      return;
    }
    edge = begin(records.get(0));
    Set<UUID> removed = new HashSet<>();
    for (TailRecord record : records) {
      apply(record, removed);
    }
    state = records.get(records.size() - 1);
    finish(removed);
    retire(tail.begin(state));
    isBehind = false;
  }

  private TreeEdge begin(TailRecord first) throws IOException {
    return first.checkpoint().length == 0
        ? new TreeEdge()
        : files.edge(first.before(), checkpoint(first).root());
  }

  private void apply(TailRecord record, Set<UUID> removed) throws IOException {
    if (record.before() != edge.size()) {
      throw new IOException(
          folder.path() + ": the seal's tail has a gap; restore the folder as a whole");
    }
    for (byte[] entry : record.entries()) {
      edge.add(entry);
      if (new SealEntry(0, entry).asRecord() instanceof Removal removal) {
        removed.addAll(removal.ids());
      }
    }
    boolean isSame = record.checkpoint().length == 0 || checkpoint(record).hasRoot(edge.root());
    if (!isSame) {
      throw new IOException(
          folder.path()
              + ": the seal's tail is not what its checkpoints cover; restore the folder as a"
              + " whole");
    }
    files.writeSalts(record.before(), record.salts());
  }

  private void finish(Set<UUID> removed) throws IOException {
    if (state.checkpoint().length == 0) {
      return;
    }
    long seen = publishedSize();
    if (seen > edge.size()) {
      throw new IOException(
          folder.path()
              + ": the seal's tail is older than its checkpoint, by "
              + (seen - edge.size())
              + " entries; restore the folder as a whole");
    }
    files.writeTiles(edge.takeTiles());
    if (!removed.isEmpty()) {
      files.removeSalts(files.find(removed, new HashSet<>(), edge.size()));
    }
    files.publish(state.checkpoint());
  }

  /** 0 if it cannot be read: it is renamed without a sync, so a power cut may leave it empty. */
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

  /** Which log it is, in its checkpoints. */
  public String origin() {
    return origin;
  }

  /** How many entries are sealed. */
  public long size() {
    return edge.size();
  }

  /** The newest checkpoint, as it is published; empty if there is none. */
  public byte[] checkpoint() {
    return state.checkpoint().clone();
  }

  /** What the owner had remembered with the newest checkpoint; empty if there is none. */
  public byte[] mark() {
    return state.mark().clone();
  }

  /** The same folder, to read. */
  public SealFolder folder() {
    return folder;
  }

  /** An empty batch. */
  public SealBatch batch() {
    return new SealBatch(random);
  }

  /** The record that began the newest epoch; null if there was none. */
  public @Nullable EpochRecord newestEpoch() throws IOException {
    if (state.epoch() < 0) {
      return null;
    }
    try {
      return (EpochRecord) folder.entry(state.epoch(), size()).asRecord();
    } catch (IllegalArgumentException | ClassCastException e) {
      throw new IOException(folder.path() + ": the record of the newest epoch is damaged", e);
    }
  }

  /**
   * Begins an epoch, with a key that nobody else ever has. Nothing can be committed before.
   *
   * @param operator signs the record of the epoch
   * @param former signs it as well, if the epoch before had another operator key; null if not
   * @param unsealed events that were delivered since the last commit, and not sealed
   * @param mark as in {@link #commit}
   * @throws IllegalArgumentException if this is another operator key than the seal's
   */
  public void beginEpoch(
      OperatorKey operator, @Nullable OperatorKey former, long unsealed, byte[] mark)
      throws IOException {
    EpochRecord last = newestEpoch();
    List<NoteSigner> signers = signers(last, operator, former);
    EpochKey next = EpochKey.make(origin);
    EpochRecord record =
        new EpochRecord(
            origin,
            last == null ? 1 : last.number() + 1,
            operator.verifier(),
            next.verifier(),
            size(),
            edge.root(),
            unsealed,
            Instant.now().truncatedTo(ChronoUnit.SECONDS));
    SealBatch batch = batch();
    batch.add(Note.sign(record.text(), signers.toArray(NoteSigner[]::new)));
    byte[] unused = commit(batch, next, size(), mark);
    key = next;
    this.former =
        last == null || last.operator().equals(operator.verifier()) ? null : last.operator();
    byte[] left = (operator.verifier() + "\n").getBytes(UTF_8);
    disk.replace(folder.path().resolve(SealFolder.OPERATOR), left);
  }

  /**
   * Sees that an operator key is the seal's, or its successor's.
   *
   * @throws IllegalArgumentException as {@link #beginEpoch} does
   */
  public void requireOperator(OperatorKey operator, @Nullable OperatorKey former)
      throws IOException {
    List<NoteSigner> unused = signers(newestEpoch(), operator, former);
  }

  private List<NoteSigner> signers(
      @Nullable EpochRecord last, OperatorKey operator, @Nullable OperatorKey former) {
    if (last == null || last.operator().equals(operator.verifier())) {
      return List.of(operator);
    }
    if (former == null || !last.operator().equals(former.verifier())) {
      throw new IllegalArgumentException(
          "the operator key is "
              + operator.verifier().hex()
              + ", and the seal in "
              + folder.path()
              + " was begun with "
              + last.operator().hex()
              + "; restore that key, or name it as the former one to change keys");
    }
    return List.of(operator, former);
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
    return commit(batch, own, state.epoch(), mark);
  }

  private byte[] commit(SealBatch batch, EpochKey signer, long epoch, byte[] mark)
      throws IOException {
    catchUp();
    if (!tail.isOpen() || tail.length() > MOST_TAIL_BYTES) {
      retire(tail.begin(state));
    }
    TreeEdge next = edge.copy();
    batch.entries().forEach(next::add);
    Checkpoint checkpoint = new Checkpoint(origin, next.size(), next.root());
    byte[] note = Note.sign(checkpoint.text(), signer).toBytes();
    TailRecord record =
        new TailRecord(edge.size(), batch.entries(), batch.salts(), epoch, mark.clone(), note);
    tail.append(record);
    edge = next;
    state = record.asBegin();
    show(record);
    return note.clone();
  }

  /** Makes the files again that could not be written. */
  private void catchUp() throws IOException {
    TreeEdge before = edge;
    boolean done = !isBehind;
    try {
      if (!done) {
        edge = new TreeEdge();
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

  /**
   * Makes removals that wait in the queue leaves of the tree, and removes the salts of their
   * events, for good. Takes some of them if there are very many.
   *
   * @param operator signs a removal once more that the key before it had signed
   * @return how many removals that were
   * @throws IllegalArgumentException for one that the operator key did not sign, or of another log;
   *     it is set aside, and the others are taken
   */
  public int takeRemovals(OperatorKey operator) throws IOException {
    RemovalQueue queue = folder.removals();
    Map<Path, Removal> taken = new LinkedHashMap<>();
    List<Path> refused = new ArrayList<>();
    List<Path> waiting = queue.files();
    for (Path file : waiting.subList(0, Math.min(waiting.size(), MOST_REMOVALS))) {
      RemovalQueue.Waiting read = queue.read(file);
      Removal removal = read == null ? null : removal(read.note(), operator);
      if (removal == null) {
        refused.add(file);
      } else {
        taken.put(file, removal);
      }
    }
    if (!taken.isEmpty()) {
      take(taken, operator);
    }
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException(
          queue.refuse(refused.get(0))
              + ": is no removal of this log that the operator key signed; it was set aside");
    }
    return taken.size();
  }

  /** The key before counts in the epoch that changed it: what waited then is not lost. */
  private @Nullable Removal removal(Note note, OperatorKey operator) {
    VerifierKey before = former;
    boolean isSigned =
        note.isSignedBy(operator.verifier()) || (before != null && note.isSignedBy(before));
    try {
      return isSigned
              && SealRecord.parse(note.toBytes()) instanceof Removal removal
              && removal.origin().equals(origin)
          ? removal
          : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * All that is to be read is read first, and what is in the tree is not added again: if this
   * fails, it is tried again each second.
   */
  private void take(Map<Path, Removal> removals, OperatorKey operator) throws IOException {
    Set<UUID> ids = new HashSet<>();
    Set<String> left = new LinkedHashSet<>();
    for (Removal each : removals.values()) {
      ids.addAll(each.ids());
      left.add(each.text());
    }
    catchUp();
    List<Long> places = files.find(ids, left, size());
    for (String text : left) {
      SealBatch batch = batch();
      batch.add(Note.sign(text, operator));
      byte[] unused = commit(batch, mark());
    }
    if (isBehind) {
      throw new IOException(folder.path() + ": the files of the seal cannot be written");
    }
    files.removeSalts(places);
    // The tail has salts, too: all of it goes.
    retire(tail.begin(state));
    syncFiles();
    for (Path file : removals.keySet()) {
      folder.removals().done(file);
    }
  }

  private void retire(List<Path> tails) throws IOException {
    List<Path> narrow = files.rebase();
    synchronized (toSync) {
      toSync.addAll(disk.takeUnsynced());
      toDelete.addAll(tails);
      toDelete.addAll(narrow);
    }
  }

  /**
   * Puts on disk what former tails cover, and deletes those. To be called from time to time, by any
   * thread; if it throws, the next call does it.
   */
  public void syncFiles() throws IOException {
    Set<Path> sync;
    List<Path> delete;
    synchronized (toSync) {
      sync = new LinkedHashSet<>(toSync);
      delete = List.copyOf(toDelete);
    }
    if (delete.isEmpty()) {
      return;
    }
    disk.syncAll(sync);
    deleteAll(delete);
    synchronized (toSync) {
      toSync.removeAll(sync);
      toDelete.removeAll(delete);
    }
  }

  /** Tails first, for good: one that came back would need the tiles that go after it. */
  private void deleteAll(List<Path> files) throws IOException {
    List<Path> tiles = new ArrayList<>();
    for (Path each : files) {
      if (folder.path().equals(each.getParent())) {
        Files.deleteIfExists(each);
      } else {
        tiles.add(each);
      }
    }
    Directories.sync(folder.path());
    for (Path each : tiles) {
      Files.deleteIfExists(each);
      Path parent = each.getParent();
      if (parent != null) {
        SealFiles.deleteIfEmpty(parent);
      }
    }
  }

  /** Ends the epoch: its key is gone. Does not commit anything. */
  @Override
  public void close() throws IOException {
    key = null;
    try (lock) {
      tail.close();
    }
  }

  /** For people: where it is, and how large. */
  @Override
  public String toString() {
    return "SealWriter[" + folder.path() + ", " + size() + "]";
  }
}
