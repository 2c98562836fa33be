package dev.eventlogger.delivery;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events in memory, in the order they came in. Used only under its queue's lock.
 *
 * <p>Memory may run out at any allocation. So everything is allocated before anything is changed,
 * and no change allocates: chunks are linked by hand.
 */
final class WaitingEvents {

  private static final int MOST_SPARES = 4;

  private @Nullable Chunk first;
  private @Nullable Chunk last;
  private @Nullable Chunk spare;
  private int spares;
  private int count;
  private long bytes;

  int count() {
    return count;
  }

  long bytes() {
    return bytes;
  }

  void add(byte[] event, int size) {
    Chunk end = last;
    Chunk chunk = end != null && end.fits(size) ? end : newChunk(size);
    chunk.append(event, size);
    if (end == null) {
      first = chunk;
    } else if (chunk != end) {
      end.follow(chunk);
    }
    last = chunk;
    count++;
    bytes += size;
  }

  private Chunk newChunk(int size) {
    Chunk prepared = spare;
    if (prepared == null || !prepared.fits(size)) {
      return new Chunk(size);
    }
    spare = prepared.following();
    spares--;
    prepared.follow(null);
    return prepared;
  }

  /** Whether more memory should be prepared for future events. */
  boolean isShort() {
    return spares < MOST_SPARES;
  }

  /** Adds memory for future events. */
  void addSpare(Chunk chunk) {
    chunk.follow(spare);
    spare = chunk;
    spares++;
  }

  /** Takes out the event that has waited longest; there must be one. */
  void removeOldest() {
    Chunk oldest = firstWithEvents();
    remove(oldest, 1, oldest.nextSize());
  }

  /** Takes out events, up to either limit; at least one, if there is any. */
  List<Chunk.Slice> take(int mostEvents, long mostBytes) {
    List<Chunk.Slice> slices = slices(mostEvents, mostBytes);
    for (int i = 0; i < slices.size(); i++) {
      Chunk.Slice slice = slices.get(i);
      remove(firstWithEvents(), slice.events(), slice.size());
    }
    return slices;
  }

  /** What is to be taken out: at most one slice of each chunk. */
  private List<Chunk.Slice> slices(int mostEvents, long mostBytes) {
    List<Chunk.Slice> slices = new ArrayList<>();
    int events = mostEvents;
    long size = mostBytes;
    for (Chunk chunk = first; chunk != null && events > 0; chunk = chunk.following()) {
      Chunk.Slice slice = chunk.slice(events, size, slices.isEmpty());
      if (slice.events() > 0) {
        slices.add(slice);
      }
      events -= slice.events();
      size -= slice.size();
      if (!slice.isRest()) {
        break;
      }
    }
    return slices;
  }

  private Chunk firstWithEvents() {
    Chunk chunk = requireNonNull(first);
    while (chunk.isEmpty()) {
      chunk = requireNonNull(chunk.following());
    }
    first = chunk;
    return chunk;
  }

  private void remove(Chunk chunk, int events, long size) {
    chunk.remove(events);
    count -= events;
    bytes -= size;
  }
}
