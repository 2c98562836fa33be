package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.Outcome.DropReason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the accepted events of one log wait until they are settled, that is, until the sink or the
 * dead letters have them. First in, first out; only one batch is out at a time.
 *
 * <p>{@link #take}, {@link #more}, {@link #seal} and {@link #settle} are for the delivery thread;
 * all other methods may be called from any thread.
 */
interface EventQueue {

  /**
   * Takes an event, after waiting for room as long as {@code on_full} says.
   *
   * @param bytes copied before this returns
   * @return null if the queue took it, else why not
   */
  @Nullable DropReason offer(byte[] bytes, int length);

  /**
   * Takes events in their order, as {@link #offer} takes each.
   *
   * @return for each, null if the queue took it, else why not
   */
  default List<@Nullable DropReason> offerAll(List<byte[]> events) {
    List<@Nullable DropReason> reasons = new ArrayList<>(events.size());
    events.forEach(event -> reasons.add(offer(event, event.length)));
    return reasons;
  }

  /**
   * Waits for the next batch. Until that is settled, returns the same batch again.
   *
   * @return null once the queue is closed and empty
   */
  @Nullable List<Event> take() throws InterruptedException;

  /**
   * Adds waiting events to the batch that is out, without waiting for any, so that events which
   * cannot be settled do not hold up others. If this throws, {@link #take} returns what is out
   * again, perhaps with events that were already settled.
   *
   * @param out the events of the batch that are not settled
   * @return the events that come next; null if there are none, or too many are out already
   */
  @Nullable List<Event> more(List<Event> out);

  /** Whether a whole batch waits after the one that is out. */
  default boolean hasWholeBatch() {
    return false;
  }

  /**
   * Seals what was delivered of the batch that is out, if there is a seal. Called before {@link
   * #settle}.
   *
   * @throws IOException if that failed and must be tried again
   */
  default void seal(Sealing sealing) throws IOException {}

  /** Releases the batch that is out: each of its events is settled. */
  void settle();

  /**
   * Waits until everything offered before is settled; meanwhile, batches do not wait to fill.
   *
   * @return false if the time ran out first
   */
  boolean flush(Duration timeout) throws InterruptedException;

  /** The place after the last event taken in, for {@link #awaitSettled}. */
  long mark();

  /**
   * Waits until everything before a place is settled; meanwhile, batches do not wait to fill.
   * Evicted events count as settled.
   *
   * @param mark returned by {@link #mark}
   * @return false if the time ran out first
   */
  boolean awaitSettled(long mark, Duration timeout) throws InterruptedException;

  /** Whether everything before a place is settled. Batches wait to fill as usual. */
  boolean isSettled(long mark);

  /** Takes no more events in; those in the queue can still be taken out. */
  void close();

  /** How many events have ever been taken in. */
  long accepted();

  /** How full it is, and how full it may be. */
  QueueFill fill();

  /** How many of them the queue lost, by reason. */
  Map<LossReason, Long> lost();

  /** Whether events left at the end are kept for the next process. */
  boolean isKept();

  /**
   * After closing: releases what it holds outside of memory. Afterwards, nothing can be settled.
   */
  void release();
}
