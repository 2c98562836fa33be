package dev.eventlogger.server.live;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Which events were sent to listeners, for as long as a look at the store may find them again. For
 * one thread.
 */
final class KnownEvents {

  /** Longer than two looks can both find an event, however slow the store. */
  private static final long STAY_NANOS = Duration.ofMinutes(2).toNanos();

  private static final int MOST = 1_000_000;

  // When each was sent, the earliest first.
  private final Map<UUID, Long> told = new LinkedHashMap<>();

  /** Adds an event; false if it was known. */
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
