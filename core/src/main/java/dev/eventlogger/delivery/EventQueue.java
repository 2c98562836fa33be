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
 * dead letters have them. First in, first out; one batch is out at a time.
 *
 * <p>Callers use {@link #offer} from any thread. {@link #take} and {@link #settle} are the delivery
 * thread's. The other methods may be called from any thread.
 */
interface EventQueue {

  /**
   * Takes an event, after waiting for room as long as {@code on_full} says.
   *
   * @param bytes copied before this returns
   * @return null if the queue has it, else why not
   */
  @Nullable DropReason offer(byte[] bytes, int length);

  /**
   * Takes events in their order, as {@link #offer} takes each.
   *
   * @return for each, null if the queue has it, else why not
   */
  default List<@Nullable DropReason> offerAll(List<byte[]> events) {
    List<@Nullable DropReason> reasons = new ArrayList<>(events.size());
    events.forEach(event -> reasons.add(offer(event, event.length)));
    return reasons;
  }

  /**
   * Waits for the next batch. Until that is settled, gives the same batch again.
   *
   * @return null once the queue is closed and empty
   */
  @Nullable List<Event> take() throws InterruptedException;

  /**
   * Makes the batch that is out larger by what waits, without waiting: so that the events of a
   * batch that cannot be settled do not hold up the others. If this throws, what is out is given by
   * {@link #take} again, perhaps with events that were settled already.
   *
   * @param out the events of the batch that are not settled
   * @return events behind those; null if there are none, or too many are out already
   */
  @Nullable List<Event> more(List<Event> out);

  /** Whether a whole batch waits behind the one that is out. */
  default boolean hasWholeBatch() {
    return false;
  }

  /**
   * Seals what was delivered of the batch taken, if there is a seal; before {@link #settle}.
   *
   * @throws IOException if that failed, and is to be tried again
   */
  default void seal(Sealing sealing) throws IOException {}

  /** Lets go of the batch taken: each of its events is settled. */
  void settle();

  /**
   * Waits until all that was offered before is settled, and does not let batches wait to fill.
   *
   * @return false if the time ran out first
   */
  boolean flush(Duration timeout) throws InterruptedException;

  /** The place behind the last event taken in, for {@link #awaitSettled}. */
  long mark();

  /**
   * Waits until all before a place is settled, and does not let batches wait to fill. What was
   * evicted counts as settled.
   *
   * @param mark of {@link #mark}
   * @return false if the time ran out first
   */
  boolean awaitSettled(long mark, Duration timeout) throws InterruptedException;

  /** Whether all before a place is settled. Batches wait to fill as ever. */
  boolean isSettled(long mark);

  /** Takes no more events; what is in the queue stays to be taken out. */
  void close();

  /** How many events were ever taken in. */
  long accepted();

  /** How full it is, and how full it may be. */
  QueueFill fill();

  /** How many of them were lost in here, by reason. */
  Map<LossReason, Long> lost();

  /** Whether what is left at the end is still there for the next process. */
  boolean isKept();

  /** After closing: lets go of what it holds outside of memory. Nothing can be settled after. */
  void release();
}
