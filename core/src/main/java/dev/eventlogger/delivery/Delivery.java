package dev.eventlogger.delivery;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.spi.Outbox;
import dev.eventlogger.spi.Outbox.StagedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The logs of one event logger, and the ledger of what became of every event. Thread-safe.
 *
 * <p>Sets of logs are bit masks: bit i stands for the i-th of the given logs.
 */
public final class Delivery {

  /** The most logs one event logger may have. */
  public static final int MOST_LOGS = 63;

  private static final Outcome ACCEPTED = Outcome.Accepted.ACCEPTED;
  private static final Duration LAST_OFFERS = Duration.ofSeconds(1);

  private final List<NamedLog> logs;
  private final @Nullable NamedLog invalidEvents;
  private final List<NamedLog> all;
  private final OutcomeCounts outcomes = new OutcomeCounts();
  private final Subscribers subscribers = new Subscribers();
  private final LateEvents late = new LateEvents(outcomes::late);
  private final SinkWatch watch;
  private final GroupOffers offers = new GroupOffers(this);
  private final long waitedFor;
  private final @Nullable Outbox outbox;
  private final OutboxRelay relay;

  /** Starts the logs, without an outbox. */
  public Delivery(List<NamedLog> logs, @Nullable NamedLog invalidEvents) {
    this(logs, invalidEvents, null);
  }

  /**
   * Starts the opened logs, and begins to take what waits in the outbox.
   *
   * @param invalidEvents keeps events that do not meet their schema; null if they are not kept
   * @param outbox closed with this; null if there is none
   */
  public Delivery(List<NamedLog> logs, @Nullable NamedLog invalidEvents, @Nullable Outbox outbox) {
    if (logs.size() > MOST_LOGS) {
      throw new IllegalArgumentException("there can be at most " + MOST_LOGS + " logs");
    }
    this.logs = List.copyOf(logs);
    this.invalidEvents = invalidEvents;
    all = new ArrayList<>(logs);
    if (invalidEvents != null) {
      all.add(invalidEvents);
    }
    long mask = 0;
    for (int log = 0; log < logs.size(); log++) {
      mask |= logs.get(log).isWaitedFor() ? 1L << log : 0;
    }
    waitedFor = mask;
    all.forEach(NamedLog::start);
    watch = new SinkWatch(all);
    watch.start();
    ForgottenJournals.report(all);
    this.outbox = outbox;
    relay = new OutboxRelay(logs, this::relayed);
    if (outbox != null) {
      outbox.relayTo(relay);
    }
  }

  private void relayed(RelayedEvent event, long taken) {
    byte[] bytes = event.json();
    subscribers.tell(taken, bytes, bytes.length);
    outcomes.add(event.type(), ACCEPTED);
  }

  /**
   * Requires that there is an outbox.
   *
   * @throws IllegalStateException if there is none
   */
  public void requireOutbox() {
    if (outbox == null) {
      throw new IllegalStateException(
          "in(connection): there is no outbox; configure EVENT_OUTBOX, or give the builder the"
              + " DataSource of the connection by outbox()");
    }
  }

  /**
   * Adds events to the caller's transaction, through the outbox.
   *
   * @param wanted for each event, the logs that want it, at least one
   * @param events the canonical JSON of each, never changed
   * @return what became of each, in their order
   * @throws SQLException if the database does not take one of them
   */
  public List<Outcome> stage(Connection connection, List<Long> wanted, List<byte[]> events)
      throws SQLException {
    List<StagedEvent> staged = new ArrayList<>(events.size());
    List<Outcome> outcomes = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      byte[] bytes = events.get(i);
      List<String> names = namesOf(wanted.get(i));
      staged.add(new StagedEvent(Event.ofCanonical(bytes, 0, bytes.length), names));
      outcomes.add(new Outcome.Staged(names));
    }
    if (!staged.isEmpty()) {
      requireNonNull(outbox, "outbox").stage(connection, staged);
    }
    return outcomes;
  }

  private List<String> namesOf(long mask) {
    return logsOf(mask).stream().map(NamedLog::name).toList();
  }

  private List<NamedLog> logsOf(long mask) {
    List<NamedLog> members = new ArrayList<>();
    for (long left = mask; left != 0; left &= left - 1) {
      members.add(logs.get(Long.numberOfTrailingZeros(left)));
    }
    return members;
  }

  /**
   * Begins to bring events that are kept elsewhere to some logs. Each counts as accepted once these
   * have delivered it or written it as a dead letter.
   */
  public Shipment ship(List<Event> events, long wanted) {
    return new Shipment(events, logsOf(wanted), relayed -> relayed(relayed, wanted));
  }

  /**
   * Opens a place, beside the dead letters of some logs, for records that are not events.
   *
   * @throws IllegalStateException if one of the logs keeps no dead letters, so that what it refuses
   *     for good would be lost
   */
  public UnreadableRecords unreadableRecords(long wanted) {
    List<NamedLog> members = logsOf(wanted);
    for (NamedLog log : members) {
      if (log.settings().deadLetters() == null) {
        throw new IllegalStateException(
            "log "
                + log.name()
                + ": keeps no dead letters, so that what it refuses for good would be nowhere; set"
                + " EVENT_DELIVERY.dead_letters to a folder");
      }
    }
    DeliverySettings settings = members.get(0).settings();
    return new UnreadableRecords(requireNonNull(settings.deadLetters()), settings);
  }

  /**
   * Puts an event into the queue of each log that wants it.
   *
   * @param wanted the logs that want it, at least one
   * @param bytes the canonical JSON, copied before this returns
   */
  public Outcome offer(long wanted, byte[] bytes, int length) {
    if (wanted == 0) {
      throw new IllegalArgumentException("an event that no log wants is not offered");
    }
    Outcome outcome = ACCEPTED;
    for (long left = wanted; left != 0; left &= left - 1) {
      NamedLog log = logs.get(Long.numberOfTrailingZeros(left));
      DropReason reason = log.offer(bytes, length);
      if (reason != null) {
        outcome = dropped(outcome, log.name(), reason);
      }
    }
    if (outcome == ACCEPTED) {
      subscribers.tell(wanted, bytes, length);
    } else {
      noteIfLate(outcome);
    }
    return outcome;
  }

  /**
   * Puts an event into the queue of each log that wants it, and counts its outcome in the ledger.
   * Like {@link #offer} and {@link #count}, but without making the caller wait for the disk or for
   * room.
   *
   * @param type the event's; null if it has none
   * @param bytes the canonical JSON, copied before this returns
   * @return completed once each of those logs has taken or dropped the event
   */
  public CompletionStage<Outcome> offerAsync(
      @Nullable EventType type, long wanted, byte[] bytes, int length) {
    return (wanted & waitedFor) == 0
        ? CompletableFuture.completedStage(count(type, offer(wanted, bytes, length)))
        : offers.add(type, wanted, Arrays.copyOf(bytes, length));
  }

  /**
   * Puts events into the queue of each log that wants them. Like {@link #offer} with each, but all
   * at once into each queue.
   *
   * @param wanted for each event, the logs that want it, at least one
   * @param events the canonical JSON of each, never changed
   * @return what became of each, in their order
   */
  public List<Outcome> offerAll(List<Long> wanted, List<byte[]> events) {
    List<Outcome> outcomes = new ArrayList<>(Collections.nCopies(events.size(), ACCEPTED));
    for (int log = 0; log < logs.size(); log++) {
      offerAll(wanted, events, log, outcomes);
    }
    outcomes.forEach(this::noteIfLate);
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) == ACCEPTED) {
        subscribers.tell(wanted.get(i), events.get(i), events.get(i).length);
      }
    }
    return outcomes;
  }

  private void offerAll(List<Long> wanted, List<byte[]> events, int log, List<Outcome> outcomes) {
    List<Integer> indexes = new ArrayList<>();
    List<byte[]> own = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      if ((wanted.get(i) & (1L << log)) != 0) {
        indexes.add(i);
        own.add(events.get(i));
      }
    }
    if (own.isEmpty()) {
      return;
    }
    NamedLog named = logs.get(log);
    List<@Nullable DropReason> reasons = named.offerAll(own);
    for (int i = 0; i < reasons.size(); i++) {
      DropReason reason = reasons.get(i);
      if (reason != null) {
        int index = indexes.get(i);
        outcomes.set(index, dropped(outcomes.get(index), named.name(), reason));
      }
    }
  }

  /** The outcome when one more log does not take the event. */
  private static Outcome dropped(Outcome before, String log, DropReason reason) {
    if (!(before instanceof Outcome.Dropped dropped)) {
      return new Outcome.Dropped(List.of(log), reason);
    }
    List<String> refusers = new ArrayList<>(dropped.logs());
    refusers.add(log);
    return new Outcome.Dropped(refusers, dropped.reason());
  }

  private void noteIfLate(Outcome outcome) {
    if (outcome instanceof Outcome.Dropped dropped && dropped.reason() == DropReason.CLOSED) {
      late.came();
    }
  }

  /**
   * Keeps what may be kept of an event that does not meet its schema, if such events are kept.
   *
   * @param bytes the canonical JSON, copied before this returns
   */
  public void keepInvalid(byte[] bytes, int length) {
    // If there is no room, the ledger still counts it as invalid.
    if (invalidEvents != null && invalidEvents.offer(bytes, length) != null) {
      outcomes.addNotKept();
    }
  }

  /**
   * Counts an outcome in the ledger.
   *
   * @param type the event's; null if it has none
   */
  public Outcome count(@Nullable EventType type, Outcome outcome) {
    outcomes.add(type, outcome);
    return outcome;
  }

  /** Waits until every event accepted before this call is delivered or a dead letter. */
  public FlushResult flush(Duration timeout) {
    long nanos = Saturated.nanos(timeout);
    long begun = System.nanoTime();
    try {
      for (NamedLog log : all) {
        if (!log.flush(Duration.ofNanos(nanos - (System.nanoTime() - begun)))) {
          return FlushResult.TIMED_OUT;
        }
      }
      return FlushResult.FLUSHED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FlushResult.INTERRUPTED;
    }
  }

  /**
   * Tells a subscriber, from now on, of each event that was taken by every log that wanted it.
   *
   * @param subscriber called on the threads that log, several at once
   * @param logs the logs whose events it is told of
   * @return ends the subscription when run
   */
  public Runnable subscribe(Consumer<? super Event> subscriber, long logs) {
    return subscribers.add(subscriber, logs);
  }

  /** How many events were logged so far. */
  public long logged() {
    return outcomes.logged();
  }

  /** A message, for the end of the process, about events after closing; null if there were none. */
  public @Nullable String lateEvents() {
    return late.lastWords();
  }

  /** What became of every event so far. */
  public Ledger ledger() {
    Map<String, LogLedger> byLog = new LinkedHashMap<>();
    all.forEach(log -> byLog.put(log.name(), log.ledger()));
    return outcomes.ledger(byLog, outbox == null ? null : outbox.state());
  }

  /**
   * Takes no more events, and waits for the logs to deliver what they have. Waits for each log's
   * {@code close_timeout} at most, and gives up on the rest. May be called again, and from any
   * thread.
   */
  public void close() {
    relay.stop();
    if (outbox != null) {
      outbox.close();
    }
    long begun = System.nanoTime();
    offers.close();
    offers.await(LAST_OFFERS);
    all.forEach(NamedLog::beginClose);
    offers.await(LAST_OFFERS); // those that waited for room no longer do
    all.forEach(log -> log.endClose(begun));
    watch.stop();
  }

  /**
   * Returns the set that holds one log.
   *
   * @throws IllegalArgumentException if there is no such log
   */
  public long maskOf(String name) {
    List<String> names = logs.stream().map(NamedLog::name).toList();
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "there is no log \"" + name + "\" (there is: " + String.join(", ", names) + ")");
    }
    return 1L << index;
  }
}
