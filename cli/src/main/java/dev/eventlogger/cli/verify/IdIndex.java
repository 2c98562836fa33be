package dev.eventlogger.cli.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;

/**
 * The sealed entries of events by their ids, in a temporary file mapped into memory, so that the
 * heap stays small however many there are. A hash table with open addressing; an id that was sealed
 * again has several places. For one thread.
 */
final class IdIndex implements AutoCloseable {

  /** Set once an event with that id was read from the store. */
  static final int SEEN = 1;

  /** Set if a signed record says that the event was removed. */
  static final int REMOVED = 2;

  /** Set on all but the first place of an id. */
  static final int REPEATED = 4;

  /** No such place. */
  static final long NONE = -1;

  private static final int PLACE_BYTES = 64;
  private static final int NUMBER = 16;
  private static final int SEAL = 24;
  private static final int FLAGS = 28;
  private static final int HASH = 32;
  private static final int HASH_BYTES = 32;
  private static final int PLACES_OF_A_PART = 1 << 24;
  private static final long PLACES_ON_HEAP = 1 << 16;

  private final long places;
  private final ByteBuffer[] parts;
  private final long seed;
  private final long otherSeed;
  private long taken;

  private IdIndex(long places, ByteBuffer[] parts) {
    this.places = places;
    this.parts = parts;
    SecureRandom random = new SecureRandom();
    seed = random.nextLong();
    otherSeed = random.nextLong();
  }

  /**
   * An index with room for so many entries. A large one is in a file of some 100 bytes an entry,
   * which is deleted with the process.
   */
  static IdIndex of(long entries) throws IOException {
    return of(entries, PLACES_ON_HEAP);
  }

  static IdIndex of(long entries, long placesOnHeap) throws IOException {
    long places = Long.highestOneBit(Math.max(16, entries + entries / 2) - 1) << 1;
    if (places <= placesOnHeap) {
      ByteBuffer heap = ByteBuffer.allocate((int) places * PLACE_BYTES);
      return new IdIndex(places, new ByteBuffer[] {heap});
    }
    Path file = Files.createTempFile("event-logger-verify", ".index");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      int count = Math.toIntExact((places + PLACES_OF_A_PART - 1) / PLACES_OF_A_PART);
      ByteBuffer[] parts = new ByteBuffer[count];
      for (int i = 0; i < count; i++) {
        long from = (long) i * PLACES_OF_A_PART;
        long size = Math.min(PLACES_OF_A_PART, places - from);
        parts[i] =
            channel.map(FileChannel.MapMode.READ_WRITE, from * PLACE_BYTES, size * PLACE_BYTES);
      }
      return new IdIndex(places, parts);
    }
  }

  /**
   * Adds an entry.
   *
   * @param seal which of the seals it is in
   * @param entry id and hash, as they are sealed
   * @throws CannotTellException if there is no room: much more was sealed since the index was made
   */
  void add(int seal, long number, byte[] entry) {
    if (++taken > places - places / 8) {
      throw new CannotTellException(
          "so much was sealed meanwhile that there is no room for it; verify again");
    }
    ByteBuffer read = ByteBuffer.wrap(entry);
    UUID id = new UUID(read.getLong(), read.getLong());
    int flags = 0;
    long place = first(id);
    for (; isTaken(place); place = next(place)) {
      flags |= isOf(place, id) ? REPEATED : 0;
    }
    ByteBuffer part = part(place);
    int at = at(place);
    part.putLong(at, id.getMostSignificantBits());
    part.putLong(at + Long.BYTES, id.getLeastSignificantBits());
    part.putLong(at + NUMBER, number + 1);
    part.putInt(at + SEAL, seal);
    part.putInt(at + FLAGS, flags);
    part.put(at + HASH, entry, NUMBER, HASH_BYTES);
  }

  /** The first place of an id; {@link #NONE} if it was never sealed. */
  long find(UUID id) {
    return findFrom(first(id), id);
  }

  /** The next place of the same id, or {@link #NONE}. */
  long findNext(long place) {
    return findFrom(next(place), id(place));
  }

  private long findFrom(long from, UUID id) {
    for (long place = from; isTaken(place); place = next(place)) {
      if (isOf(place, id)) {
        return place;
      }
    }
    return NONE;
  }

  /** The first taken place from one on, of any id; or {@link #NONE}. */
  long nextTaken(long from) {
    for (long place = from; place < places; place++) {
      if (isTaken(place)) {
        return place;
      }
    }
    return NONE;
  }

  UUID id(long place) {
    return new UUID(part(place).getLong(at(place)), part(place).getLong(at(place) + Long.BYTES));
  }

  /** The entry's sequence number. */
  long number(long place) {
    return part(place).getLong(at(place) + NUMBER) - 1;
  }

  /** The index of the seal that it is in. */
  int seal(long place) {
    return part(place).getInt(at(place) + SEAL);
  }

  /** Whether the entry has these bytes. */
  boolean isSame(long place, byte[] entry) {
    byte[] hash = new byte[HASH_BYTES];
    part(place).get(at(place) + HASH, hash);
    return Arrays.equals(hash, 0, HASH_BYTES, entry, NUMBER, NUMBER + HASH_BYTES);
  }

  boolean has(long place, int flag) {
    return (part(place).getInt(at(place) + FLAGS) & flag) != 0;
  }

  /** Sets a flag on all places of an id; false if it was never sealed. */
  boolean mark(UUID id, int flag) {
    long first = find(id);
    for (long place = first; place != NONE; place = findNext(place)) {
      int at = at(place) + FLAGS;
      part(place).putInt(at, part(place).getInt(at) | flag);
    }
    return first != NONE;
  }

  private boolean isTaken(long place) {
    return part(place).getLong(at(place) + NUMBER) != 0;
  }

  private boolean isOf(long place, UUID id) {
    ByteBuffer part = part(place);
    return part.getLong(at(place)) == id.getMostSignificantBits()
        && part.getLong(at(place) + Long.BYTES) == id.getLeastSignificantBits();
  }

  /**
   * The first place to look for an id. Others choose the ids, and must not know which of them
   * collide: the seeds are random in each run.
   */
  long first(UUID id) {
    long mixed = mix(id.getMostSignificantBits() ^ seed) ^ id.getLeastSignificantBits();
    return mix(mixed ^ otherSeed) & (places - 1);
  }

  private static long mix(long bits) {
    long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }

  private long next(long place) {
    return (place + 1) & (places - 1);
  }

  private ByteBuffer part(long place) {
    return parts[(int) (place / PLACES_OF_A_PART)];
  }

  private static int at(long place) {
    return (int) (place % PLACES_OF_A_PART) * PLACE_BYTES;
  }

  /** Releases the memory; the file is deleted already. */
  @Override
  public void close() {
    Arrays.fill(parts, null);
  }
}
