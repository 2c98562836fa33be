package dev.eventlogger.query;

import dev.eventlogger.spi.SinkConfig;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Reads, counts and removes what a sink wrote. Offered by the module that has the sink.
 *
 * <p>Registered as a {@link java.util.ServiceLoader} provider, by {@code @AutoService} or by hand,
 * under the name of its sink; needs a public constructor without parameters that does no work.
 *
 * <p>Thread-safe after {@link #open}, and independent of the sink, which may be writing in this or
 * another process. Events that the sink has reported as delivered are found, at once or after the
 * short time that the store documents. Every store gives the same answers to the same question, as
 * {@link EventFilter}, {@link EventQuery} and {@link UsageQuery} define them, or refuses them with
 * an {@link UnsupportedQueryException}; it never answers a different question.
 */
public abstract class EventStore implements AutoCloseable {

  /** For subclasses, and for {@link java.util.ServiceLoader}. */
  protected EventStore() {}

  /** The name of the sink whose events it reads; the same on every call, even before opening. */
  public abstract String storeName();

  /**
   * Prepares for the first question.
   *
   * @param config the settings of the log, which are those of its sink
   * @throws IllegalArgumentException for settings that are wrong
   * @throws Exception if the store cannot be reached, or anything else is wrong
   */
  public abstract void open(SinkConfig config) throws Exception;

  /** Finds a page of events, however long it takes; see {@link #find(EventQuery, Cancellation)}. */
  public final EventPage find(EventQuery query) {
    return find(query, Cancellation.withoutTimeout());
  }

  /**
   * Finds a page of events.
   *
   * @param cancellation gives the question up, here and at the destination
   * @throws UnsupportedQueryException if this store cannot answer the question
   * @throws QueryCancelledException if the question was given up
   * @throws StoreException if the store does not answer
   */
  public abstract EventPage find(EventQuery query, Cancellation cancellation);

  /** Counts, however long it takes; see {@link #usage(UsageQuery, Cancellation)}. */
  public final List<UsageRow> usage(UsageQuery query) {
    return usage(query, Cancellation.withoutTimeout());
  }

  /**
   * Counts of events and of users.
   *
   * @param cancellation gives the question up, here and at the destination
   * @return rows as {@link UsageQuery} says, in its order
   * @throws UnsupportedQueryException if this store cannot answer the question, or there would be
   *     more than {@link UsageQuery#MOST_ROWS}
   * @throws QueryCancelledException if the question was given up
   * @throws StoreException if the store does not answer
   */
  public abstract List<UsageRow> usage(UsageQuery query, Cancellation cancellation);

  /**
   * The most frequent values of several fields, each as {@link #usage} counts it. A store overrides
   * this if it can count them in one go.
   *
   * @param cancellation gives the question up, here and at the destination
   * @return the rows of each field of the question, in its order
   * @throws UnsupportedQueryException if this store cannot answer the question for one of the
   *     fields, which the message names
   * @throws QueryCancelledException if the question was given up
   * @throws StoreException if the store does not answer
   */
  public Map<Field, List<UsageRow>> facets(FacetQuery query, Cancellation cancellation) {
    return query.answer(query.each().stream().map(each -> usage(each, cancellation)).toList());
  }

  /**
   * Whether every event comes back with exactly the bytes that the sink was given, so that it can
   * be compared with its seal. Asked after {@link #open}, since it may depend on the settings. A
   * store may only return true if {@code EventStoreContract} has verified it; false by default.
   */
  public boolean keepsBytes() {
    return false;
  }

  /**
   * Removes the events that happened before a time, in chunks, so that writers are not held up.
   *
   * @return how many it removed, or with {@link Removal#dryRun} would
   * @throws UnsupportedQueryException if this store cannot do that
   * @throws StoreException if the store does not answer; what was removed by then stays removed
   * @throws InterruptedException if the thread was interrupted; likewise
   */
  public abstract long purge(Instant before, Removal removal) throws InterruptedException;

  /**
   * How many days the log's settings keep events; -1 for ever, empty if they do not say. The
   * default of {@code purge}.
   */
  public OptionalInt daysToKeep() {
    return OptionalInt.empty();
  }

  /**
   * Removes the events of a user, in chunks: those with that {@code uid}. Mentions of the user in
   * data or context are not looked for.
   *
   * @return how many it removed, or with {@link Removal#dryRun} would
   * @throws UnsupportedQueryException if this store cannot do that
   * @throws StoreException if the store does not answer; what was removed by then stays removed
   * @throws InterruptedException if the thread was interrupted; likewise
   */
  public abstract long erase(String uid, Removal removal) throws InterruptedException;

  /**
   * Removes events by their ids, in chunks; ids that are not there are skipped. This is how events
   * are removed from a sealed log, where a signed record names each of them.
   *
   * @return how many it removed, or with {@link Removal#dryRun} would
   * @throws UnsupportedQueryException if this store cannot do that, which is the default
   * @throws StoreException if the store does not answer; what was removed by then stays removed
   * @throws InterruptedException if the thread was interrupted; likewise
   */
  public long remove(Collection<UUID> ids, Removal removal) throws InterruptedException {
    throw new UnsupportedQueryException(storeName() + ": events cannot be removed by their ids");
  }

  /** Frees what {@link #open} took. May be called more than once, and even if opening failed. */
  @Override
  public void close() {}
}
