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
 * What events are logged to: an {@link EventLogger}, a view of one, or {@link #none}. This is what
 * code asks for that only logs; it cannot close the application's event logger.
 *
 * <p>Thread-safe. Logging never throws because of the event or of a sink, not even for one that is
 * null or whose values throw when they are read: it returns an {@link Outcome}. Only {@link #in}
 * says otherwise, of what the database does.
 */
public interface Events {

  /** Takes every event, and records none: each is filtered by the rule {@code none}. */
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
   * Logs a product event whose data is costly to put together: it is asked for only if something
   * depends on it. That is when the event is wanted, or when that depends on its data: by a {@code
   * when} of {@code data.…}, or, for an event of type API, by rules for its route.
   *
   * @param uid who; null is anonymous
   * @param data asked once at most, by the calling thread; if it throws or has no map, the event is
   *     invalid
   */
  Outcome log(@Nullable String uid, EventType type, Supplier<? extends Map<String, ?>> data);

  /** Logs an event of which more is known. */
  Outcome log(EventDraft draft);

  /**
   * Logs an event as {@link #log(EventDraft)} does, and does not have the caller wait for the disk
   * ({@code sync: always}) or for room ({@code on_full: block}): events that come meanwhile are
   * written together. Only if some thousands wait already, the caller waits as there.
   *
   * <p>What it returns is completed by the thread that writes for all: work that takes long belongs
   * on another, as by {@link CompletionStage#thenAcceptAsync(java.util.function.Consumer,
   * java.util.concurrent.Executor)}. Events logged one after the other by one thread stay in order,
   * except for those that the same thread logs without waiting for these. {@link EventLogger#flush}
   * waits for events that were accepted, which this one is when it is completed so.
   *
   * @param draft read before this returns
   */
  default CompletionStage<Outcome> logAsync(EventDraft draft) {
    return CompletableFuture.completedStage(log(draft));
  }

  /**
   * Logs events in their order, as {@link #log(EventDraft)} logs each. They go to each log at once:
   * into a journal in one write, or in few if they take more than a MiB. What {@code on_full} lets
   * callers wait holds for each write.
   *
   * @param drafts read before this returns; null is no events
   * @return what became of each, in their order
   */
  List<Outcome> logAll(List<EventDraft> drafts);

  /**
   * Logs what was read from outside: the event, or that there was none, which counts as invalid.
   */
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
   * Logs a request to an API that was answered.
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
   * same way of failing. What the throwable's own methods fail to say is left out.
   *
   * @param data what else is known; a key {@code error} of its own is replaced
   */
  Outcome error(@Nullable String uid, Throwable error, Map<String, ?> data);

  /**
   * Whether product events of a type may be wanted, as {@link #log(String, EventType, Map)} logs
   * them: false only if the policy or each log's {@code when} are sure to filter them, whoever
   * causes them, whatever their data is and what surrounds them. Counts nothing.
   */
  boolean isWanted(EventType type);

  /**
   * Whether an event may be wanted: false only if the policy or each log's {@code when} are sure to
   * filter it, whatever its data is and what surrounds it. The rest of the draft is looked at: its
   * name, level, user, subject and schema. Counts nothing.
   */
  boolean isWanted(EventDraft draft);

  /**
   * A view that adds context to every event. What the event says itself wins. Dotted keys nest.
   *
   * @param context the values are read with every event, and may be null; the keys are read now
   * @throws NullPointerException if there is no map at all
   */
  Events with(Map<String, ?> context);

  /**
   * A view that logs to one log only, of those that this logs to.
   *
   * @throws IllegalArgumentException if the event logger has no such log
   */
  Events to(String log);

  /**
   * A view that logs into a transaction: events are there if it commits, and only then. Each is
   * taken in as always, on this thread, and then written to the outbox, a table of the same
   * database, on this connection; the outcome is {@link Outcome.Staged}. When the transaction has
   * committed, a relay takes it from there to its logs, which counts as logging it. An event that
   * is filtered or invalid has that outcome at once, whatever becomes of the transaction.
   *
   * <p>The connection is the caller's: nothing here commits, rolls back or closes it, or changes it
   * in any way. The view is for as long as the connection is, and for whichever threads that is
   * for.
   *
   * <p>Unlike other views, this one throws while it logs, since the transaction must not commit
   * without the event: {@link NotStagedException} if the database does not take it, and {@link
   * IllegalStateException} if the connection commits each statement by itself. {@link #logAll}
   * writes all or throws.
   *
   * @param connection to the database that has the outbox; its auto-commit is off
   * @throws IllegalStateException if no outbox is configured
   */
  default Events in(Connection connection) {
    throw new IllegalStateException("in(connection): there is no outbox behind these events");
  }
}
