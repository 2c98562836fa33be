package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is left of the batch that is out, in the order accepted: one part, or several if the batch
 * was split to find an event at fault. For the log's thread.
 */
final class Parts {

  // There are few: a batch is halved, and what is delivered is removed.
  private final List<Part> parts = new ArrayList<>();

  boolean isEmpty() {
    return parts.isEmpty();
  }

  void add(Part part) {
    parts.add(part);
  }

  void remove(Part part) {
    parts.remove(part);
  }

  void clear() {
    parts.clear();
  }

  /** All events that are not settled. */
  List<Event> events() {
    return parts.stream().flatMap(part -> part.events().stream()).toList();
  }

  /** The first part that is not resting; null if all are. */
  @Nullable Part next(long now) {
    for (Part part : parts) {
      if (part.restLeft(now) <= 0) {
        return part;
      }
    }
    return null;
  }

  /** How long all parts still rest, in nanoseconds. */
  long restLeft(long now) {
    return parts.stream().mapToLong(part -> part.restLeft(now)).min().orElse(0);
  }

  /** Drops all suspicion against single events, and joins parts to be sent together again. */
  void join() {
    List<Part> joined = new ArrayList<>();
    for (Part part : parts) {
      Part last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      Part both = last == null ? null : last.with(part);
      if (both == null) {
        joined.add(part.some(0, part.events().size()));
      } else {
        joined.set(joined.size() - 1, both);
      }
    }
    parts.clear();
    parts.addAll(joined);
  }

  void halve(Part part) {
    int size = part.events().size();
    replace(part, part.some(0, size / 2), part.some(size / 2, size));
  }

  /** Cuts off the next event without strikes; null if there is none. */
  @Nullable Part cutOffNext(Set<Part> but) {
    List<Part> free = free(but);
    return free.isEmpty() ? null : cutOff(free.get(0), 0);
  }

  /** The same with a random event, since the neighbours of a bad event may be bad too. */
  @Nullable Part cutOffAny(Set<Part> but) {
    List<Part> free = free(but);
    if (free.isEmpty()) {
      return null;
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Part part = free.get(random.nextInt(free.size()));
    return cutOff(part, random.nextInt(part.events().size()));
  }

  private List<Part> free(Set<Part> but) {
    return parts.stream().filter(part -> part.strikes() == 0 && !but.contains(part)).toList();
  }

  private Part cutOff(Part part, int index) {
    if (part.isSingle()) {
      return part;
    }
    int size = part.events().size();
    Part single = part.some(index, index + 1);
    List<Part> pieces = new ArrayList<>();
    if (index > 0) {
      pieces.add(part.some(0, index));
    }
    pieces.add(single);
    if (index + 1 < size) {
      pieces.add(part.some(index + 1, size));
    }
    replace(part, pieces.toArray(Part[]::new));
    return single;
  }

  private void replace(Part part, Part... pieces) {
    int at = parts.indexOf(part);
    parts.remove(at);
    parts.addAll(at, List.of(pieces));
  }
}
