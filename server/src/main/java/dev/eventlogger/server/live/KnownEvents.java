package dev.eventlogger.server.live;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which events were told, for as long as a look at the store may find them again. For one thread.
 */
final class KnownEvents {

  /** Longer than an event can be found by two looks, however slow the store. */
  private static final long STAY_NANOS = Duration.ofMinutes(2).toNanos();

  private static final int MOST = 1_000_000;

  // By when they were told, the earliest first.
  private final Map<UUID, Long> told = new LinkedHashMap<>();

  /** Takes note of one; false if it was known. */
  boolean add(UUID id) {
    long now = System.nanoTime();
    boolean isNew = told.putIfAbsent(id, now) == null;
    Iterator<Long> times = told.values().iterator();
    while (times.hasNext() && (now - times.next() > STAY_NANOS || told.size() > MOST)) {
      times.remove();
    }
    return isNew;
  }

  void clear() {
    told.clear();
  }
}
