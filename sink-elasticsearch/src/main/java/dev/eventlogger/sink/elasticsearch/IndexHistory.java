package dev.eventlogger.sink.elasticsearch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What indices did with the documents that were sent to them, for the last 1,000 indices. For one
 * thread.
 */
final class IndexHistory {

  private static final int MOST_REMEMBERED = 1_000;

  private final InstantSource clock;
  private final Map<String, State> states =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, State> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  IndexHistory(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * What is known of an index.
   *
   * @param hasTaken whether it ever took a document
   * @param refusingSince since when it takes none; null if the last one was taken
   * @param givenUp how many events were given up since then
   */
  private record State(boolean hasTaken, @Nullable Instant refusingSince, int givenUp) {}

  private static final State UNKNOWN = new State(false, null, 0);

  private State of(String index) {
    return states.getOrDefault(index, UNKNOWN);
  }

  void took(String index) {
    states.put(index, new State(true, null, 0));
  }

  void refused(String index) {
    State before = of(index);
    Instant since = before.refusingSince() == null ? clock.instant() : before.refusingSince();
    states.put(index, new State(before.hasTaken(), since, before.givenUp()));
  }

  /**
   * Counts an event that the index refuses and that is not sent again; the index still counts as
   * refusing.
   */
  void gaveUp(String index) {
    State before = of(index);
    states.put(index, new State(before.hasTaken(), before.refusingSince(), before.givenUp() + 1));
  }

  boolean hasTaken(String index) {
    return of(index).hasTaken();
  }

  /** Whether it took the last document that it was sent. */
  boolean takes(String index) {
    return hasTaken(index) && of(index).refusingSince() == null;
  }

  /** Whether it has taken nothing of what it was sent, for at least this time. */
  boolean refusesFor(String index, Duration time) {
    Instant since = of(index).refusingSince();
    return since != null && !since.plus(time).isAfter(clock.instant());
  }

  /** How many events were given up since it last took one. */
  int givenUp(String index) {
    return of(index).givenUp();
  }
}
