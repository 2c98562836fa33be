package dev.eventlogger.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Events in memory, in the order they came in. Used under its queue's lock only. */
final class WaitingEvents {

  private static final int MOST_SPARES = 4;

  private final Deque<Chunk> chunks = new ArrayDeque<>();
  private final Deque<Chunk> spares = new ArrayDeque<>();
  private int count;
  private long bytes;

  int count() {
    return count;
  }

  long bytes() {
    return bytes;
  }

  void add(byte[] event, int size) {
    Chunk last = chunks.peekLast();
    if (last == null || !last.fits(size)) {
      last = spares.isEmpty() || !spares.peek().fits(size) ? new Chunk(size) : spares.remove();
      chunks.addLast(last);
    }
    last.append(event, size);
    count++;
    bytes += size;
  }

  /** Whether there is too little memory prepared for events to come. */
  boolean isShort() {
    return spares.size() < MOST_SPARES;
  }

  /** Adds memory for events to come. */
  void addSpare(Chunk chunk) {
    spares.add(chunk);
  }

  /** Takes out the event that has waited longest; there must be one. */
  void removeOldest() {
    takeFromFirst(1, 0, true);
  }

  /** Takes out events, as long as neither number is exceeded; at least one, if there is any. */
  List<Chunk.Slice> take(int mostEvents, long mostBytes) {
    List<Chunk.Slice> slices = new ArrayList<>();
    int events = mostEvents;
    long size = mostBytes;
    while (count > 0 && events > 0) {
      Chunk.Slice slice = takeFromFirst(events, size, slices.isEmpty());
      if (slice.events() == 0) {
        break;
      }
      slices.add(slice);
      events -= slice.events();
      size -= slice.size();
    }
    return slices;
  }

  private Chunk.Slice takeFromFirst(int mostEvents, long mostBytes, boolean atLeastOne) {
    while (chunks.getFirst().isEmpty()) {
      chunks.removeFirst();
    }
    Chunk.Slice slice = chunks.getFirst().take(mostEvents, mostBytes, atLeastOne);
    count -= slice.events();
    bytes -= slice.size();
    return slice;
  }
}
