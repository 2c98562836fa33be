package dev.eventlogger.spi;

import dev.eventlogger.event.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A table in which events wait for the transaction that they belong to, and from which they go on
 * to their logs once it has committed. Thread-safe.
 */
public interface Outbox extends AutoCloseable {

  /**
   * An event on its way through the outbox.
   *
   * @param event as it was taken in, or what stands in its place
   * @param logs the logs that it is for
   */
  record StagedEvent(Event event, List<String> logs) {
    public StagedEvent {
      logs = List.copyOf(logs);
    }
  }

  /**
   * Writes events on a connection, in their order, as a part of its transaction. Commits, rolls
   * back, closes and changes nothing of the connection.
   *
   * @param connection does not commit each statement by itself
   * @throws SQLException if one of them is not written; then the transaction must not commit
   */
  void stage(Connection connection, List<StagedEvent> events) throws SQLException;

  /** Begins to take events out of the outbox. Called once, when there is where to put them. */
  void relayTo(Relay relay);

  /** How it is, as of a moment ago; waits for nothing. */
  OutboxState state();

  /** Ends what {@link #relayTo} began. What waits is still there for others, and for later. */
  @Override
  void close();

  /** What takes events from the outbox into the logs that they are for. For one thread. */
  interface Relay {

    /**
     * Begins to take events: puts them into the queues of their logs as far as there is room, and
     * waits for no delivery. The same events may be given again, once it is said what is to be done
     * about them.
     */
    Passage begin(List<StagedEvent> events);

    /** Takes events, and waits until it is known what is to be done about them. */
    default List<Verdict> relay(List<StagedEvent> events) throws InterruptedException {
      return begin(events).verdicts();
    }
  }

  /** Events on their way into their logs. For the relay's thread. */
  interface Passage {

    /**
     * Whether the queues of all their logs had room. If not, whatever is given behind them may come
     * to its log before them.
     */
    boolean hadRoom();

    /**
     * Returns when the journal of each of their logs has them or, where a log has none, when they
     * were delivered or are dead letters. Waits a few seconds for that at most.
     *
     * @return for each, what is to be done about it, in their order
     */
    List<Verdict> verdicts() throws InterruptedException;
  }

  /**
   * What is to be done about an event of the outbox.
   *
   * @param logs the logs that are still to take it; none if it is {@code TAKEN}
   */
  record Verdict(Fate fate, List<String> logs) {

    /** It is not needed any more. */
    public static final Verdict TAKEN = new Verdict(Fate.TAKEN, List.of());

    public Verdict {
      logs = List.copyOf(logs);
    }
  }

  /** What became of an event of the outbox. */
  enum Fate {
    /** All its logs have it. */
    TAKEN,
    /** Some logs have no room for it, or have not delivered it yet: they get it again. */
    LATER,
    /** It is for logs that are not configured: it is kept for when they are. */
    UNCLAIMED,
    /** It is no event: somebody has to look at it. */
    UNREADABLE
  }
}
