package dev.eventlogger.micrometer;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.EventLogger;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.delivery.LossReason;
import dev.eventlogger.delivery.OutcomeTotals;
import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.spi.OutboxState;
import dev.eventlogger.spi.SealState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Exposes the ledger and the queues of an event logger as meters: {@code new
 * EventLoggerMetrics(events).bindTo(registry)}. Immutable, thread-safe.
 *
 * <p>The meters read the ledger when the registry reads them, and cost nothing when an event is
 * logged. After the event logger is closed, they still show what became of its events.
 *
 * <ul>
 *   <li>{@code eventlog.events} (type, outcome): events that were logged
 *   <li>{@code eventlog.dropped} (reason, sink): events that a log did not take
 *   <li>{@code eventlog.taken}, {@code .delivered}, {@code .dead} (log), {@code .lost} (log,
 *       reason), {@code .pending} (log): what became of the events that a log took
 *   <li>{@code eventlog.queue.size}, {@code .capacity} (log) in events, and with {@code .bytes} in
 *       bytes
 *   <li>{@code eventlog.sink.write} (log): calls of the sink and how long they took; {@code
 *       eventlog.sink.failures} (log): calls that failed; {@code eventlog.sink.stuck} (log): how
 *       many seconds ago the stuck call began, 0 if none is stuck
 *   <li>for a log that is sealed, {@code eventlog.seal.entries} (log); {@code .age} and {@code
 *       .anchor.age}: how many seconds ago the newest checkpoint was signed, and a checkpoint was
 *       last anchored, NaN if none ever was; {@code .problem}: 1 while something is wrong with the
 *       seal or an anchor
 *   <li>with an outbox, {@code eventlog.outbox.relayed}: events that this process took out of it;
 *       {@code .waiting}, {@code .unclaimed} and {@code .failed}: what is in it, from all
 *       processes; {@code .age}: how many seconds the oldest event has waited
 * </ul>
 */
public final class EventLoggerMetrics implements MeterBinder {

  private final EventLogger events;

  /** Creates the meters for an event logger and all its logs. */
  public EventLoggerMetrics(EventLogger events) {
    this.events = requireNonNull(events, "events");
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Ledger now = events.ledger();
    now.types().keySet().forEach(type -> bindType(registry, type));
    now.logs().keySet().forEach(log -> bindLog(registry, log));
    now.logs().forEach((log, row) -> bindSeal(registry, log, row.seal()));
    if (now.outbox() != null) {
      bindOutbox(registry);
    }
  }

  private void bindSeal(MeterRegistry registry, String log, @Nullable SealState now) {
    if (now != null) {
      Tags tags = Tags.of("log", log);
      gauge(registry, "eventlog.seal.entries", tags, log, row -> seal(row).entries());
      gauge(registry, "eventlog.seal.age", tags, log, row -> ageOf(seal(row).sealed()));
      gauge(registry, "eventlog.seal.anchor.age", tags, log, row -> ageOf(seal(row).anchored()));
      gauge(
          registry, "eventlog.seal.problem", tags, log, row -> seal(row).problem() == null ? 0 : 1);
    }
  }

  private static SealState seal(LogLedger log) {
    return requireNonNull(log.seal());
  }

  private static double ageOf(@Nullable Instant time) {
    return time == null ? Double.NaN : secondsSince(time);
  }

  private void bindOutbox(MeterRegistry registry) {
    FunctionCounter.builder("eventlog.outbox.relayed", registry, unused -> outbox().relayed())
        .description("Events that were taken out of the outbox")
        .register(registry);
    gauge(registry, "eventlog.outbox.waiting", OutboxState::waiting);
    gauge(registry, "eventlog.outbox.unclaimed", OutboxState::unclaimed);
    gauge(registry, "eventlog.outbox.failed", OutboxState::failed);
    gauge(registry, "eventlog.outbox.age", state -> secondsSince(state.oldest()));
  }

  private void gauge(MeterRegistry registry, String name, ToDoubleFunction<OutboxState> value) {
    Gauge.builder(name, registry, unused -> value.applyAsDouble(outbox())).register(registry);
  }

  private OutboxState outbox() {
    return requireNonNull(events.ledger().outbox());
  }

  private void bindType(MeterRegistry registry, String type) {
    bindOutcome(registry, type, "accepted", OutcomeTotals::accepted);
    bindOutcome(registry, type, "filtered", OutcomeTotals::filtered);
    bindOutcome(registry, type, "invalid", OutcomeTotals::invalid);
    bindOutcome(registry, type, "dropped", OutcomeTotals::dropped);
  }

  private void bindOutcome(
      MeterRegistry registry, String type, String outcome, ToLongFunction<OutcomeTotals> count) {
    // A registry holds a meter's state object only weakly, so the registry itself serves as that
    // object.
    FunctionCounter.builder("eventlog.events", registry, unused -> count.applyAsLong(of(type)))
        .tags("type", type, "outcome", outcome)
        .description("Events that were logged")
        .register(registry);
  }

  private OutcomeTotals of(String type) {
    return requireNonNull(events.ledger().types().get(type));
  }

  private LogLedger log(String log) {
    return requireNonNull(events.ledger().logs().get(log));
  }

  private void bindLog(MeterRegistry registry, String log) {
    Tags tags = Tags.of("log", log);
    for (DropReason reason : DropReason.values()) {
      Tags why = Tags.of("reason", word(reason), "sink", log);
      count(registry, "eventlog.dropped", why, log, row -> count(row.dropped().get(reason)));
    }
    for (LossReason reason : LossReason.values()) {
      Tags why = tags.and("reason", word(reason));
      count(registry, "eventlog.lost", why, log, row -> count(row.lost().get(reason)));
    }
    count(registry, "eventlog.taken", tags, log, LogLedger::taken);
    count(registry, "eventlog.delivered", tags, log, LogLedger::delivered);
    count(registry, "eventlog.dead", tags, log, LogLedger::dead);
    count(registry, "eventlog.sink.failures", tags, log, LogLedger::failures);
    gauge(registry, "eventlog.pending", tags, log, LogLedger::pending);
    gauge(registry, "eventlog.queue.size", tags, log, row -> row.queue().events());
    gauge(registry, "eventlog.queue.size.bytes", tags, log, row -> row.queue().bytes());
    gauge(registry, "eventlog.queue.capacity", tags, log, EventLoggerMetrics::capacity);
    gauge(registry, "eventlog.queue.capacity.bytes", tags, log, row -> row.queue().mostBytes());
    gauge(registry, "eventlog.sink.stuck", tags, log, EventLoggerMetrics::secondsStuck);
    FunctionTimer.builder(
            "eventlog.sink.write",
            registry,
            unused -> log(log).calls().count(),
            unused -> log(log).calls().time().toNanos(),
            TimeUnit.NANOSECONDS)
        .tags(tags)
        .description("Calls of the sink, whatever came of them")
        .register(registry);
  }

  private void count(
      MeterRegistry registry,
      String name,
      Tags tags,
      String log,
      ToDoubleFunction<LogLedger> value) {
    FunctionCounter.builder(name, registry, unused -> value.applyAsDouble(log(log)))
        .tags(tags)
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      Tags tags,
      String log,
      ToDoubleFunction<LogLedger> value) {
    Gauge.builder(name, registry, unused -> value.applyAsDouble(log(log)))
        .tags(tags)
        .register(registry);
  }

  /** NaN for a journal, whose room is limited in bytes, not in events. */
  private static double capacity(LogLedger log) {
    long events = log.queue().mostEvents();
    return events == Long.MAX_VALUE ? Double.NaN : events;
  }

  private static double secondsStuck(LogLedger log) {
    return secondsSince(log.calls().stuckSince());
  }

  private static double secondsSince(@Nullable Instant time) {
    return time == null ? 0 : Duration.between(time, Instant.now()).toMillis() / 1000.0;
  }

  private static long count(@Nullable Long events) {
    return events == null ? 0 : events;
  }

  private static String word(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
