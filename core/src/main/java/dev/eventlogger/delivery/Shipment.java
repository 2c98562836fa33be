package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Events on their way to some logs, which are kept elsewhere until then. A shipment is over when
 * each log has delivered each event or written it as a dead letter. Being in a journal is not
 * enough, since a journal is safe only on its own machine. For one thread.
 *
 * <p>If the event logger is closed first, it is never over.
 */
public final class Shipment {

  private final RelayedBatch batch;
  private final List<NamedLog> logs;
  private final Consumer<RelayedEvent> taken;
  private boolean areQueued;
  private boolean isOver;

  Shipment(List<Event> events, List<NamedLog> logs, Consumer<RelayedEvent> taken) {
    batch =
        RelayedBatch.of(
            events.stream().map(event -> RelayedEvent.untilDelivered(event, logs)).toList());
    this.logs = logs;
    this.taken = taken;
  }

  /**
   * Puts events that the logs' queues still lack into them, as far as there is room. Does not wait.
   *
   * @return whether the queues have all of them
   */
  public boolean offer() {
    if (areQueued) {
      return true; // this is called again and again, and there may be thousands of events
    }
    boolean areInAll = true;
    for (NamedLog log : logs) {
      batch.offerTo(log);
      areInAll &= batch.isQueuedIn(log);
    }
    areQueued = areInAll;
    return areInAll;
  }

  /**
   * Whether each log has delivered each event or written it as a dead letter.
   *
   * @param patience how long to wait for that, while batches do not wait to fill; zero only checks,
   *     and lets batches fill
   */
  public boolean isOver(Duration patience) throws InterruptedException {
    if (isOver) {
      return true;
    }
    if (!offer() || !areSettled(patience)) {
      return false;
    }
    for (NamedLog log : logs) {
      batch.noteSettled(log);
    }
    // A log that has evicted some to make room is given those again.
    isOver = batch.events().stream().noneMatch(RelayedEvent::isWaiting);
    areQueued = isOver;
    if (isOver) {
      batch.events().forEach(taken);
    }
    return isOver;
  }

  /** Makes the logs deliver the events that they have, without waiting for batches to fill. */
  public void hurry() throws InterruptedException {
    for (NamedLog log : logs) {
      boolean unused = batch.awaitSettled(log, Duration.ZERO);
    }
  }

  private boolean areSettled(Duration patience) throws InterruptedException {
    if (patience.isZero()) {
      return logs.stream().allMatch(batch::isSettled);
    }
    long begun = System.nanoTime();
    for (NamedLog log : logs) {
      Duration left = patience.minusNanos(System.nanoTime() - begun);
      if (!batch.awaitSettled(log, left.isNegative() ? Duration.ZERO : left)) {
        return false;
      }
    }
    return true;
  }

  /** The number of events. */
  public int size() {
    return batch.events().size();
  }
}
