package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block of memory that events are copied into, one after the other. It is never reused, so that
 * an event stays intact as long as somebody holds it.
 *
 * <p>Changed only under the queue's lock. A {@link Slice} of it may be read without the lock.
 */
final class Chunk {

  private static final int BYTES = 256 * 1024;
  private static final int EVENTS = 512;

  private final byte[] bytes;
  private int[] ends = new int[EVENTS];
  private int count;
  private int next;
  private @Nullable Chunk following;

  /** Creates a chunk with room for at least one event of a size. */
  Chunk(int size) {
    bytes = new byte[Math.max(BYTES, size)];
  }

  /** Whether there is room for one more event. */
  boolean fits(int size) {
    return bytes.length - end(count) >= size;
  }

  void append(byte[] event, int size) {
    int start = end(count);
    System.arraycopy(event, 0, bytes, start, size);
    if (count == ends.length) {
      // The old array stays unchanged: a slice may be reading it.
      ends = Arrays.copyOf(ends, count * 2);
    }
    ends[count++] = start + size;
  }

  /** Whether all events have been taken out. */
  boolean isEmpty() {
    return next == count;
  }

  /** The size of the next event to be taken out. */
  int nextSize() {
    return end(next + 1) - end(next);
  }

  /** The next events to be taken out, up to either limit. */
  Slice slice(int mostEvents, long mostBytes, boolean atLeastOne) {
    int end = next;
    while (end < count && end - next < mostEvents) {
      boolean fits = end(end + 1) - end(next) <= mostBytes;
      if (!fits && !(atLeastOne && end == next)) {
        break;
      }
      end++;
    }
    return new Slice(bytes, ends, next, end, end == count);
  }

  /** Takes out a number of events. */
  void remove(int events) {
    next += events;
  }

  /** The chunk after this one. */
  @Nullable Chunk following() {
    return following;
  }

  void follow(@Nullable Chunk chunk) {
    following = chunk;
  }

  private int end(int events) {
    return events == 0 ? 0 : ends[events - 1];
  }

  /** A run of events in a chunk. */
  static final class Slice {

    private final byte[] bytes;
    private final int[] ends;
    private final int first;
    private final int last;
    private final boolean isRest;

    private Slice(byte[] bytes, int[] ends, int first, int last, boolean isRest) {
      this.bytes = bytes;
      this.ends = ends;
      this.first = first;
      this.last = last;
      this.isRest = isRest;
    }

    /** Whether it reaches to the last event of its chunk. */
    boolean isRest() {
      return isRest;
    }

    int events() {
      return last - first;
    }

    int size() {
      return start(last) - start(first);
    }

    void addTo(List<Event> events) {
      for (int i = first; i < last; i++) {
        events.add(Event.ofCanonical(bytes, start(i), ends[i] - start(i)));
      }
    }

    private int start(int index) {
      return index == 0 ? 0 : ends[index - 1];
    }
  }
}
