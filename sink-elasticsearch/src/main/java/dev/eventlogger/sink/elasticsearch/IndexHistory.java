package dev.eventlogger.sink.elasticsearch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What indices did with the documents that were sent to them, as far as it is remembered. For one
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
   */
  private record State(boolean hasTaken, @Nullable Instant refusingSince) {}

  void took(String index) {
    states.put(index, new State(true, null));
  }

  void refused(String index) {
    State before = states.getOrDefault(index, new State(false, null));
    Instant since = before.refusingSince() == null ? clock.instant() : before.refusingSince();
    states.put(index, new State(before.hasTaken(), since));
  }

  boolean hasTaken(String index) {
    State state = states.get(index);
    return state != null && state.hasTaken();
  }

  /** Whether the last document that it was sent was taken. */
  boolean takes(String index) {
    State state = states.get(index);
    return state != null && state.hasTaken() && state.refusingSince() == null;
  }

  /** Whether it has taken nothing for some time, in which it was sent documents. */
  boolean refusesFor(String index, Duration time) {
    State state = states.get(index);
    return state != null
        && state.refusingSince() != null
        && !state.refusingSince().plus(time).isAfter(clock.instant());
  }
}
