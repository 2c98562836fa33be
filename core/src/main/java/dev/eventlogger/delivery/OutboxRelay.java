package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.Outbox;
import dev.eventlogger.spi.Outbox.Fate;
import dev.eventlogger.spi.Outbox.Passage;
import dev.eventlogger.spi.Outbox.StagedEvent;
import dev.eventlogger.spi.Outbox.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes events from an outbox into the queues of logs, each only once in the life of this process,
 * and says when the outbox no longer needs to keep them: when the journals have them or, without a
 * journal, when they are delivered or dead letters. For one thread, except for {@link #stop}.
 *
 * <p>A slow log is waited for once, and afterwards only checked, so that it does not hold up
 * others.
 */
final class OutboxRelay implements Outbox.Relay {

  /** The longest wait for a log. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofMillis(50);

  private final Map<String, NamedLog> logs = new LinkedHashMap<>();
  private final Taken taken;
  private final LongSupplier nanoTime;
  private final Underway underway;
  private final Set<NamedLog> slow = new HashSet<>();
  private volatile boolean stopped;

  /** Notified of each event that all its logs have taken. */
  interface Taken {
    /** Receives the event and those logs, as a bit mask. */
    void by(RelayedEvent event, long logs);
  }

  OutboxRelay(List<NamedLog> logs, Taken taken) {
    this(logs, taken, System::nanoTime, new Underway());
  }

  OutboxRelay(List<NamedLog> logs, Taken taken, LongSupplier nanoTime, Underway underway) {
    logs.forEach(log -> this.logs.put(log.name(), log));
    this.taken = taken;
    this.nanoTime = nanoTime;
    this.underway = underway;
  }

  /** Takes no more events, and ends all waiting. */
  void stop() {
    stopped = true;
  }

  @Override
  public Passage begin(List<StagedEvent> events) {
    List<@Nullable RelayedEvent> relayed = new ArrayList<>(events.size());
    for (StagedEvent staged : events) {
      relayed.add(known(staged));
    }
    underway.forgetBefore(relayed.size());
    RelayedBatch batch = RelayedBatch.of(relayed);
    for (NamedLog log : logs.values()) {
      if (!stopped) {
        batch.offerTo(log);
      }
    }
    return new Begun(events.stream().map(StagedEvent::logs).toList(), relayed, batch);
  }

  /** Events that have been offered to their logs. */
  private final class Begun implements Passage {

    private final List<List<String>> names;
    private final List<@Nullable RelayedEvent> relayed;
    private final RelayedBatch batch;

    private Begun(
        List<List<String>> names, List<@Nullable RelayedEvent> relayed, RelayedBatch batch) {
      this.names = names;
      this.relayed = relayed;
      this.batch = batch;
    }

    @Override
    public boolean hadRoom() {
      return logs.values().stream().allMatch(batch::isQueuedIn);
    }

    @Override
    public List<Verdict> verdicts() throws InterruptedException {
      long begun = nanoTime.getAsLong();
      for (NamedLog log : logs.values()) {
        await(log, batch, begun);
      }
      List<Verdict> verdicts = new ArrayList<>(names.size());
      for (int i = 0; i < relayed.size(); i++) {
        RelayedEvent event = relayed.get(i);
        verdicts.add(event == null ? new Verdict(Fate.UNREADABLE, names.get(i)) : judge(event));
      }
      return verdicts;
    }
  }

  /** An event, with what an earlier call noted about it; null if it is not an event. */
  private @Nullable RelayedEvent known(StagedEvent staged) {
    Event event = staged.event();
    if (!RelayedEvent.isEvent(event)) {
      return null;
    }
    RelayedEvent before = underway.remove(event.id());
    RelayedEvent relayed =
        before != null && new HashSet<>(before.left()).equals(new HashSet<>(staged.logs()))
            ? before
            : RelayedEvent.untilKept(event, staged.logs(), logs);
    underway.add(relayed);
    return relayed;
  }

  /** Waits until a log has settled those that it has, unless it was slow before. */
  private void await(NamedLog log, RelayedBatch batch, long begun) throws InterruptedException {
    if (!batch.isIn(log)) {
      return;
    }
    boolean settled = batch.awaitSettled(log, Duration.ZERO);
    while (!settled && !stopped && !slow.contains(log)) {
      settled = batch.awaitSettled(log, LOOK);
      if (!settled && nanoTime.getAsLong() - begun > PATIENCE.toNanos()) {
        slow.add(log);
      }
    }
    if (batch.noteSettled(log)) {
      slow.remove(log);
    }
  }

  private Verdict judge(RelayedEvent event) {
    List<String> left = event.left();
    if (left.isEmpty()) {
      RelayedEvent unused = underway.remove(event.id());
      taken.by(event, maskOf(event));
      return Verdict.TAKEN;
    }
    if (event.isWaiting()) {
      return new Verdict(Fate.LATER, left);
    }
    RelayedEvent unused = underway.remove(event.id());
    return new Verdict(Fate.UNCLAIMED, left);
  }

  private long maskOf(RelayedEvent event) {
    long mask = 0;
    int place = 0;
    for (NamedLog log : logs.values()) {
      mask |= event.isFor(log) ? 1L << place : 0;
      place++;
    }
    return mask;
  }
}
