package dev.eventlogger;

import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Reading;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What events are logged to: an {@link EventLogger}, a view of one, or {@link #none}. Code that
 * only logs asks for this; it cannot close the application's event logger.
 *
 * <p>Thread-safe. Logging never throws because of the event or of a sink, not even for one that is
 * null or whose values throw when they are read: it returns an {@link Outcome}. The one exception
 * is the view that {@link #in} returns, which throws if the database fails.
 */
public interface Events {

  /** Records no event: each is filtered by the rule {@code none}. */
  static Events none() {
    return NoEvents.NONE;
  }

  /**
   * Logs a product event.
   *
   * @param uid who; null is anonymous
   * @param data read before this returns; the map may be changed afterwards
   */
  Outcome log(@Nullable String uid, EventType type, Map<String, ?> data);

  /**
   * Logs a product event whose data is costly to put together. The data is asked for only if the
   * event is wanted, or if its data decides that: through a {@code when} of {@code data.…}, or, for
   * an event of type API, through rules for its route.
   *
   * @param uid who; null is anonymous
   * @param data called at most once, by the calling thread; if it throws or returns null, the event
   *     is invalid
   */
  Outcome log(@Nullable String uid, EventType type, Supplier<? extends Map<String, ?>> data);

  /** Logs an event from a draft, which can say more about it. */
  Outcome log(EventDraft draft);

  /**
   * Logs an event as {@link #log(EventDraft)} does, without making the caller wait for the disk
   * ({@code sync: always}) or for room ({@code on_full: block}): events that arrive meanwhile are
   * written together. Only when several thousand are waiting already does the caller wait too.
   *
   * <p>The result is completed by the thread that writes for all callers: run slow work on another
   * thread, with {@link CompletionStage#thenAcceptAsync(java.util.function.Consumer,
   * java.util.concurrent.Executor)}. Events of one thread stay in order, except that a later one
   * may overtake those whose results the thread has not waited for. {@link EventLogger#flush} waits
   * for accepted events, and this one is accepted only once the result says so.
   *
   * @param draft read before this returns
   */
  default CompletionStage<Outcome> logAsync(EventDraft draft) {
    return CompletableFuture.completedStage(log(draft));
  }

  /**
   * Logs events in their order, as {@link #log(EventDraft)} logs each. Each log gets them all at
   * once: into a journal in one write, or in a few if they take more than a MiB. The time that
   * {@code on_full} lets callers wait applies to each write.
   *
   * @param drafts read before this returns; null is taken for an empty list
   * @return what became of each, in their order
   */
  List<Outcome> logAll(List<EventDraft> drafts);

  /** Logs what was read from outside: the event or, if it could not be read, an invalid one. */
  Outcome log(Reading reading);

  /** Logs an event whose data follows a registered schema. */
  Outcome record(String schemaId, String version, Map<String, ?> data);

  /**
   * Logs a request to an API, before its outcome is known.
   *
   * @param route the route's template, such as {@code /users/<id>}
   * @param params text of more than 128 characters is cut
   */
  Outcome logApiRequest(@Nullable String uid, String route, String method, Map<String, ?> params);

  /**
   * Logs an answered request to an API.
   *
   * @param route the route's template, such as {@code /users/<id>}
   * @param params text of more than 128 characters is cut
   * @param status the status it was answered with
   * @param duration how long the answer took
   */
  Outcome logApiRequest(
      @Nullable String uid,
      String route,
      String method,
      Map<String, ?> params,
      int status,
      Duration duration);

  /**
   * Logs an error: name {@code error}, level ERROR, the throwable's message as the message, and in
   * the data under {@code error} its type, its stack trace, and a hash that is the same for the
   * same way of failing. What the throwable's methods fail to provide is left out.
   *
   * @param data what else is known; a key {@code error} of its own is replaced
   */
  Outcome error(@Nullable String uid, Throwable error, Map<String, ?> data);

  /**
   * Whether product events of a type may be wanted, as {@link #log(String, EventType, Map)} logs
   * them: false only if the policy or every log's {@code when} is sure to filter them, whatever
   * their user, data and context. Counts nothing.
   */
  boolean isWanted(EventType type);

  /**
   * Whether an event may be wanted: false only if the policy or every log's {@code when} is sure to
   * filter it, whatever its data and context. The rest of the draft is considered: its name, level,
   * user, subject and schema. Counts nothing.
   */
  boolean isWanted(EventDraft draft);

  /**
   * A view that adds context to every event. The event's own values take precedence. Dotted keys
   * nest.
   *
   * @param context the values are read with every event, and may be null; the keys are read now
   * @throws NullPointerException if the map itself is null
   */
  Events with(Map<String, ?> context);

  /**
   * A view that logs to only one of the logs that this one logs to.
   *
   * @throws IllegalArgumentException if the event logger has no such log
   */
  Events to(String log);

  /**
   * A view that logs into a transaction: events are there if it commits, and only then. Each is
   * taken in as usual, on the calling thread, and then written on this connection to the outbox, a
   * table of the same database; the outcome is {@link Outcome.Staged}. Once the transaction has
   * committed, a relay takes the event from there to its logs, which counts as logging it. An event
   * that is filtered or invalid has that outcome at once, whether or not the transaction commits.
   *
   * <p>The connection stays the caller's: nothing here commits, rolls back, closes or otherwise
   * changes it. The view may be used as long as the connection, and by the same threads.
   *
   * <p>Unlike other views, this one throws while it logs, since the transaction must not commit
   * without the event: {@link NotStagedException} if the database does not take it, and {@link
   * IllegalStateException} if the connection commits each statement by itself. {@link #logAll}
   * writes all events or throws.
   *
   * @param connection to the database that has the outbox, with auto-commit off
   * @throws IllegalStateException if no outbox is configured
   */
  default Events in(Connection connection) {
    throw new IllegalStateException("in(connection): there is no outbox behind these events");
  }
}
