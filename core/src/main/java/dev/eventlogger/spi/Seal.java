package dev.eventlogger.spi;

import dev.eventlogger.event.Event;
import dev.eventlogger.journal.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a log delivers tamper-evident. It is called after the sink has taken the events and
 * before the journal releases them: if it fails, the log waits and tries again.
 *
 * <p>{@link #begin} and {@link #seal} are for one thread at a time; the other methods are
 * thread-safe.
 */
public interface Seal extends AutoCloseable {

  /** How far the journal was settled by the last {@link #seal}; null if nothing was sealed yet. */
  @Nullable Progress settled();

  /**
   * Begins to seal. Called once, before every other method except {@link #settled}.
   *
   * @param journal how far the journal is settled, which may be further than was sealed
   * @throws IOException if it cannot; the log does not start
   */
  void begin(Progress journal) throws IOException;

  /**
   * Whether the delivered events are to be sealed now, rather than together with later ones.
   *
   * @param events how many there are
   * @param waited how long the first of them has waited
   */
  boolean isDue(int events, Duration waited);

  /**
   * Seals events, and atomically with them records how far the journal is settled. All of it is on
   * disk when this returns; if it throws, none of it is, and the same events come again.
   *
   * @param delivered in the order of their delivery; at least one
   * @param settled what {@link #settled} returns in the next process
   * @throws IOException with a message that holds nothing of an event
   */
  void seal(List<Event> delivered, Progress settled) throws IOException;

  /** The state of the seal. */
  SealState state();

  /** Closes the seal. What was delivered but not sealed comes again in the next process. */
  @Override
  void close();
}
