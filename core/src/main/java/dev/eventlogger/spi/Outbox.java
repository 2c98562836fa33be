package dev.eventlogger.spi;

import dev.eventlogger.event.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A table in which events wait until the transaction that they belong to commits. From there they
 * then go on to their logs. Thread-safe.
 */
public interface Outbox extends AutoCloseable {

  /**
   * An event on its way through the outbox.
   *
   * @param event as it was taken in, or what takes its place
   * @param logs the logs that it is for
   */
  record StagedEvent(Event event, List<String> logs) {
    public StagedEvent {
      logs = List.copyOf(logs);
    }
  }

  /**
   * Writes events on a connection, in their order, as part of its transaction. Does not commit,
   * roll back, close or otherwise change the connection.
   *
   * @param connection with auto-commit off
   * @throws SQLException if one of them is not written; then the transaction must not commit
   */
  void stage(Connection connection, List<StagedEvent> events) throws SQLException;

  /** Begins to take events out of the outbox. Called once, as soon as the logs can take them. */
  void relayTo(Relay relay);

  /** The state of the outbox as of a moment ago; does not wait. */
  OutboxState state();

  /**
   * Ends what {@link #relayTo} began. Events that still wait stay in the table, for other processes
   * and for later.
   */
  @Override
  void close();

  /** Takes events from the outbox into the logs that they are for. For one thread. */
  interface Relay {

    /**
     * Begins to take events: puts them into the queues of their logs as far as there is room,
     * without waiting for delivery. The same events may be given again once there is a verdict on
     * them.
     */
    Passage begin(List<StagedEvent> events);

    /** Takes events, and waits for the verdict on each. */
    default List<Verdict> relay(List<StagedEvent> events) throws InterruptedException {
      return begin(events).verdicts();
    }
  }

  /** Events on their way into their logs. For the relay's thread. */
  interface Passage {

    /**
     * Whether the queues of all their logs had room. If not, events that are given later may reach
     * their log first.
     */
    boolean hadRoom();

    /**
     * Returns when the journal of each of their logs has them or, for a log without a journal, when
     * they were delivered or became dead letters. Waits a few seconds at most.
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

    /** The outbox no longer needs the event. */
    public static final Verdict TAKEN = new Verdict(Fate.TAKEN, List.of());

    public Verdict {
      logs = List.copyOf(logs);
    }
  }

  /** What became of an event of the outbox. */
  enum Fate {
    /** All its logs have it. */
    TAKEN,
    /** Some logs had no room for it, or have not delivered it yet: they are given it again. */
    LATER,
    /** It is for logs that are not configured: it is kept until they are. */
    UNCLAIMED,
    /** It is not an event: a person has to look at it. */
    UNREADABLE
  }
}
