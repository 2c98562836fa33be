package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Events that are kept elsewhere until it is over, on their way to some logs: until each of these
 * has delivered or buried each of them. What a journal has is not over, since a journal is safe on
 * its own machine only. For one thread.
 *
 * <p>If the event logger is closed meanwhile, it is never over.
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
   * Puts into the logs' queues what is not there yet, as far as there is room. Waits for nothing.
   *
   * @return whether the queues have all of it
   */
  public boolean offer() {
    if (areQueued) {
      return true; // it is asked again and again, and there may be thousands
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
   * Whether each log has delivered or buried each event.
   *
   * @param patience how long to wait for that, without letting batches wait to fill; zero only
   *     looks, and hurries nobody
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
    // A log that evicted some, for which others made it, gets those again.
    isOver = batch.events().stream().noneMatch(RelayedEvent::isWaiting);
    areQueued = isOver;
    if (isOver) {
      batch.events().forEach(taken);
    }
    return isOver;
  }

  /** Has the logs deliver what they have of it, without waiting for batches to fill. */
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

  /** How many events it is. */
  public int size() {
    return batch.events().size();
  }
}
