package dev.eventlogger.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * A disk in memory that fails on demand, and forgets what was not synced when the power is cut:
 * writes, truncations, and names in directories. Thread-safe.
 */
final class FaultyDisk implements Disk {

  /** What a broken build would leave out. */
  enum Omission {
    NOTHING,
    FILE_SYNC,
    DIRECTORY_SYNC
  }

  private final Omission omission;
  private final Map<Path, Content> names = new TreeMap<>();
  private final Map<Path, Content> durableNames = new HashMap<>();
  private final Set<DiskFile> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int generation;
  private long room = Long.MAX_VALUE;
  private int failWrites;
  private int segmentWrites;
  private int failSyncs;
  private volatile long syncNanos;
  private volatile CountDownLatch stall = new CountDownLatch(0);
  private volatile CountDownLatch makingStall = new CountDownLatch(0);
  private Path unreadable;
  private Path unopenable;
  private Path unknown;
  private Path unwritable;
  private long unreadableFrom;
  private long unreadableTo;

  FaultyDisk(Omission omission) {
    this.omission = omission;
  }

  private static final class Content {
    private byte[] bytes = new byte[0];
    private byte[] durable = new byte[0];
    // Writes and truncations that were not synced, in order.
    private final List<Change> unsynced = new ArrayList<>();

    void sync() {
      durable = bytes.clone();
      unsynced.clear();
    }

    /** Any of the changes may have reached the disk, in any order, and the last one in part. */
    void forget(Random random) {
      for (Change change : unsynced) {
        if (random.nextBoolean()) {
          durable = change.apply(durable, random.nextInt(change.length() + 1));
        }
      }
      unsynced.clear();
      bytes = durable.clone();
    }
  }

  /** A write, or a truncation if there are no bytes. */
  private static final class Change {

    private final long position;
    private final byte[] bytes;

    Change(long position, byte[] bytes) {
      this.position = position;
      this.bytes = bytes;
    }

    int length() {
      return bytes == null ? 0 : bytes.length;
    }

    byte[] apply(byte[] to, int length) {
      if (bytes == null) {
        return Arrays.copyOf(to, (int) position);
      }
      byte[] result = Arrays.copyOf(to, (int) Math.max(to.length, position + length));
      System.arraycopy(bytes, 0, result, (int) position, length);
      return result;
    }
  }

  /** Cuts the power: what was not synced may be lost, and no open file works any more. */
  synchronized void cutPower(Random random) {
    kill();
    for (Path name : List.copyOf(names.keySet())) {
      if (!durableNames.containsKey(name) && random.nextBoolean()) {
        names.remove(name);
      }
    }
    for (Map.Entry<Path, Content> name : durableNames.entrySet()) {
      if (names.get(name.getKey()) != name.getValue() && random.nextBoolean()) {
        names.put(name.getKey(), name.getValue());
      }
    }
    names.values().forEach(content -> content.forget(random));
    durableNames.clear();
    durableNames.putAll(names);
  }

  /** Ends the process: no open file works any more, and what was written is still there. */
  synchronized void kill() {
    generation++;
    failWrites = 0;
    failSyncs = 0;
    room = Long.MAX_VALUE;
  }

  /** How often something was written to a segment. */
  synchronized int segmentWrites() {
    return segmentWrites;
  }

  /** Makes the next writes to segments fail, after a part of each. */
  synchronized void failWrites(int times) {
    failWrites = times;
  }

  /** Makes the next syncs of segments fail, and forgets what they should have synced. */
  synchronized void failSyncs(int times) {
    failSyncs = times;
  }

  /** Makes each sync of a segment take this long, without holding up others. */
  void slowSyncs(Duration each) {
    syncNanos = each.toNanos();
  }

  /** Makes writes to segments hang until the latch is at zero. */
  void stallWrites(CountDownLatch end) {
    stall = end;
  }

  /** Keeps segments from being made until the latch is at zero. */
  void stallMaking(CountDownLatch end) {
    makingStall = end;
  }

  private static void await(CountDownLatch latch) throws IOException {
    if (latch.getCount() == 0) {
      return; // a disk does not care whether a thread was interrupted
    }
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** How many files are open. */
  synchronized int openFiles() {
    return open.size();
  }

  /** Whether a sync is still to fail. */
  synchronized boolean hasFailingSyncs() {
    return failSyncs > 0;
  }

  /** Makes reads of a file fail where they touch these bytes. */
  synchronized void cannotRead(Path path, long from, long to) {
    unreadable = path;
    unreadableFrom = from;
    unreadableTo = to;
  }

  /** Makes a file exist that cannot be opened for reading; null for none. */
  synchronized void cannotOpen(Path path) {
    unopenable = path;
  }

  /** Makes the identity of a file unknown; null for none. */
  synchronized void cannotIdentify(Path path) {
    unknown = path;
  }

  /** Makes writes to a file fail; null for none. */
  synchronized void cannotWrite(Path path) {
    unwritable = path;
  }

  /** Makes every file readable again. */
  synchronized void canRead() {
    unreadable = null;
  }

  /** Lets files grow by this much more. */
  synchronized void hasRoomFor(long bytes) {
    room = bytes;
  }

  @Override
  public synchronized DiskFile open(Path path) {
    return new FaultyFile(names.computeIfAbsent(path, unused -> new Content()), path, false);
  }

  @Override
  public synchronized DiskFile create(Path path) throws IOException {
    if (names.containsKey(path)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    return open(path);
  }

  @Override
  public synchronized boolean isFile(Path path) {
    return names.containsKey(path);
  }

  @Override
  public synchronized Object identity(Path path) throws IOException {
    if (path.equals(unknown)) {
      throw new IOException("Input/output error");
    }
    return names.get(path);
  }

  @Override
  public synchronized DiskFile openSynced(Path path) throws IOException {
    return new FaultyFile(content(path), path, true);
  }

  @Override
  public synchronized DiskFile openToRead(Path path) throws IOException {
    if (path.equals(unopenable)) {
      throw new IOException("Input/output error");
    }
    return new FaultyFile(content(path), path, false);
  }

  private Content content(Path path) throws IOException {
    Content content = names.get(path);
    if (content == null) {
      throw new FileNotFoundException(path.toString());
    }
    return content;
  }

  @Override
  public synchronized List<Path> list(Path directory) {
    return names.keySet().stream().filter(path -> directory.equals(path.getParent())).toList();
  }

  @Override
  public void makeDirectory(Path directory) {
    boolean unused = directory.toFile().mkdirs();
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    names.put(to, content(from));
    names.remove(from);
  }

  @Override
  public synchronized void delete(Path path) {
    names.remove(path);
  }

  @Override
  public synchronized void syncDirectory(Path directory) {
    if (omission != Omission.DIRECTORY_SYNC) {
      durableNames.keySet().removeIf(path -> directory.equals(path.getParent()));
      list(directory).forEach(path -> durableNames.put(path, names.get(path)));
    }
  }

  private final class FaultyFile implements DiskFile {

    private final Content content;
    private final Path path;
    private final boolean synced;
    private final int opened = generation;

    FaultyFile(Content content, Path path, boolean synced) {
      this.content = content;
      this.path = path;
      this.synced = synced;
      open.add(this);
    }

    private void check() throws IOException {
      if (opened != generation) {
        throw new IOException("the process is gone");
      }
    }

    @Override
    public long size() throws IOException {
      synchronized (FaultyDisk.this) {
        check();
        return content.bytes.length;
      }
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) throws IOException {
      synchronized (FaultyDisk.this) {
        check();
        if (path.equals(unreadable)
            && position < unreadableTo
            && position + length > unreadableFrom) {
          throw new IOException("Input/output error");
        }
        int from = (int) Math.min(position, content.bytes.length);
        int read = Math.min(length, content.bytes.length - from);
        System.arraycopy(content.bytes, from, into, offset, read);
        return read;
      }
    }

    @Override
    public void write(long position, byte[] bytes, int offset, int length) throws IOException {
      if (isSegment()) {
        await(stall);
      } else if (path.toString().endsWith(".seg.tmp")) {
        await(makingStall);
      }
      synchronized (FaultyDisk.this) {
        check();
        if (path.equals(unwritable)) {
          throw new IOException("Input/output error");
        }
        segmentWrites += isSegment() ? 1 : 0;
        boolean fails = isSegment() && failWrites > 0 && failWrites-- > 0;
        long growth = Math.max(0, position + length - content.bytes.length);
        int written = fails || growth > room ? length / 2 : length;
        room -= Math.min(growth, room);
        change(new Change(position, Arrays.copyOfRange(bytes, offset, offset + written)));
        if (written < length) {
          throw new IOException(fails ? "Input/output error" : "No space left on device");
        }
        if (synced && omission != Omission.FILE_SYNC) {
          content.sync();
        }
      }
    }

    private boolean isSegment() {
      return path.toString().endsWith(".seg");
    }

    private void change(Change change) {
      content.bytes = change.apply(content.bytes, change.length());
      content.unsynced.add(change);
    }

    @Override
    public void sync() throws IOException {
      long end = System.nanoTime() + (path.toString().contains(".seg") ? syncNanos : 0);
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(end - System.nanoTime());
      }
      synchronized (FaultyDisk.this) {
        check();
        if (isSegment() && failSyncs > 0 && failSyncs-- > 0) {
          throw new IOException("Input/output error");
        }
        if (omission != Omission.FILE_SYNC) {
          content.sync();
        }
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (FaultyDisk.this) {
        check();
        change(new Change(size, null));
      }
    }

    @Override
    public void close() {
      synchronized (FaultyDisk.this) {
        open.remove(this);
      }
    }
  }
}
