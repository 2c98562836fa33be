package dev.eventlogger.server.trust;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which events were taken lately, so that events sent again are not logged again. This
 * saves work, and helps if the client sends no time with an event; otherwise an event's id is what
 * keeps it from being stored twice. Thread-safe; waits no longer than it takes to swap two maps.
 *
 * <p>There are two generations, each of half the entries: when the younger is full or as old as the
 * window, it replaces the older, which is forgotten. So at least the latest half of the entries are
 * remembered.
 */
public final class RepeatWindow {

  /** Longer ids are remembered by their hash. */
  private static final int LONGEST_KEPT = 100;

  private final int entriesOfOne;
  private final long ageNanos;
  private final LongSupplier nanoTime;
  private volatile Generations generations;

  private static final class Generations {

    private final Map<String, Long> young = new ConcurrentHashMap<>();
    private final Map<String, Long> old;
    private final long bornAt;

    Generations(Map<String, Long> old, long bornAt) {
      this.old = old;
      this.bornAt = bornAt;
    }
  }

  /** An empty window. */
  public RepeatWindow(RepeatSettings settings) {
    this(settings.entries(), settings.age(), System::nanoTime);
  }

  RepeatWindow(int entries, Duration age, LongSupplier nanoTime) {
    entriesOfOne = entries / 2;
    ageNanos = age.toNanos();
    this.nanoTime = nanoTime;
    generations = new Generations(Map.of(), nanoTime.getAsLong());
  }

  /** Whether an event was remembered within the window. */
  public boolean isKnown(String source, String sourceId) {
    String key = key(source, sourceId);
    Generations current = generations;
    Long young = current.young.get(key);
    return isFresh(young != null ? young : current.old.get(key));
  }

  private boolean isFresh(@Nullable Long since) {
    return since != null && nanoTime.getAsLong() - since < ageNanos;
  }

  /** Remembers an event. Only for accepted events, since others may be sent again. */
  public void remember(String source, String sourceId) {
    if (entriesOfOne == 0) {
      return;
    }
    long now = nanoTime.getAsLong();
    Generations current = generations;
    if (current.young.size() >= entriesOfOne || now - current.bornAt >= ageNanos) {
      current = next(current, now);
    }
    current.young.put(key(source, sourceId), now);
  }

  private synchronized Generations next(Generations full, long now) {
    if (generations == full) {
      generations = new Generations(full.young, now);
    }
    return generations;
  }

  /** How many events are remembered. */
  int size() {
    Generations current = generations;
    return current.young.size() + current.old.size();
  }

  private static String key(String source, String sourceId) {
    String end = sourceId.length() > LONGEST_KEPT ? TokenHash.of(sourceId).hex() + "#" : sourceId;
    return source + '\0' + end;
  }
}
