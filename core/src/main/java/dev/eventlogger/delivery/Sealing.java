package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import dev.eventlogger.journal.Progress;
import dev.eventlogger.spi.Seal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events that a log with a seal has delivered but not sealed yet. For the log's thread.
 *
 * <p>The journal is settled only as far as events are sealed; so those in here when the process
 * ends are delivered again, and sealed, by the next.
 */
final class Sealing {

  private static final long MOST_BYTES = 8 << 20;

  private final @Nullable Seal seal;
  private final List<Event> events = new ArrayList<>();
  private long bytes;
  private long since;

  /**
   * Creates the sealing of a log.
   *
   * @param seal null if it has none
   */
  Sealing(@Nullable Seal seal) {
    this.seal = seal;
  }

  /** Adds an event that was delivered. */
  void add(Event event) {
    if (seal == null) {
      return;
    }
    if (events.isEmpty()) {
      since = System.nanoTime();
    }
    events.add(event);
    bytes += event.size();
  }

  /** Adds events that were delivered, in their order. */
  void addAll(List<Event> delivered) {
    if (seal != null) {
      delivered.forEach(this::add);
    }
  }

  /** Whether events wait to be sealed. */
  boolean isWaiting() {
    return !events.isEmpty();
  }

  /** Whether they are to be sealed now, rather than together with later ones. */
  boolean isDue() {
    return seal == null
        || events.isEmpty()
        || bytes >= MOST_BYTES
        || seal.isDue(events.size(), Duration.ofNanos(System.nanoTime() - since));
  }

  /** Seals what waits. */
  void seal(Progress settled) throws IOException {
    if (seal != null && !events.isEmpty()) {
      seal.seal(Collections.unmodifiableList(events), settled);
      forget();
    }
  }

  /** Forgets waiting events, which will be delivered again. */
  void forget() {
    events.clear();
    bytes = 0;
  }
}
