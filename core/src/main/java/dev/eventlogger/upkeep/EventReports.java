package dev.eventlogger.upkeep;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.delivery.Delivery;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.delivery.LedgerJson;
import dev.eventlogger.delivery.QueueFill;
import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Level;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Problem;
import dev.eventlogger.intake.Intake;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reports the state of an event logger to one of its logs. The events have the name {@code
 * event-logger-report}, so that readers of the log see the applications in other processes. A
 * report holds counts, and nothing of any event. For one thread, except for {@link #stop}.
 */
public final class EventReports {

  /** The name of these events. */
  public static final String NAME = "event-logger-report";

  private static final System.Logger LOG = System.getLogger("dev.eventlogger");

  // The queue may be filled to half: a report takes only a few kB.
  private static final int MOST_FILL = 2;
  // Not looked up, since a name service may not answer.
  private static final @Nullable String HOST = System.getenv("HOSTNAME");

  private final String instance;
  private final Intake intake;
  private final Delivery delivery;
  private final String logName;
  private final long log;
  private final Duration every;
  private final CanonicalJson json = new CanonicalJson();
  private final long process = ProcessHandle.current().pid();
  private final Instant startedAt;
  private volatile boolean isStopped;
  private boolean hasReported;
  private boolean hasFailed;

  /**
   * Creates reports about all logs.
   *
   * @param instance the event logger's id in the reports
   * @param log the log that they go to
   * @throws IllegalArgumentException if there is no such log
   */
  public EventReports(
      String instance, Intake intake, Delivery delivery, String log, Duration every, Clock clock) {
    this.instance = instance;
    this.intake = intake;
    this.delivery = delivery;
    this.logName = log;
    this.log = delivery.maskOf(log);
    this.every = every;
    startedAt = clock.instant();
  }

  Duration every() {
    return every;
  }

  /**
   * Reports, unless the log's queue has little room. A full one would make it wait with {@code
   * on_full: block}. Neither the policy nor the log's {@code when} is asked. Never throws.
   */
  void report() {
    report(false);
  }

  /** Writes a last report, marked as such, if there has been one before. Never throws. */
  void end() {
    if (hasReported) {
      report(true);
    }
  }

  /** Ends reporting: the event logger is being closed. */
  void stop() {
    isStopped = true;
  }

  private void report(boolean isLast) {
    try {
      Ledger ledger = delivery.ledger();
      QueueFill queue = requireNonNull(ledger.logs().get(logName)).queue();
      if (!isStopped && hasRoom(queue)) {
        count(offer(data(ledger, isLast)));
      }
    } catch (RuntimeException | Error e) {
      // Collecting the context runs the application's code.
      fail("a report of this event logger failed", e);
    }
  }

  private static boolean hasRoom(QueueFill queue) {
    return queue.events() < queue.mostEvents() && queue.bytes() < queue.mostBytes() / MOST_FILL;
  }

  private Outcome offer(Map<String, ?> data) {
    EventDraft draft = EventDraft.named(NAME).level(Level.INFO).data(data);
    Problem problem = intake.write(draft, json);
    return problem == null
        ? delivery.offer(log, json.buffer(), json.length())
        : new Outcome.Invalid(List.of(problem));
  }

  private void count(Outcome outcome) {
    if (delivery.count(null, outcome).isAccepted()) {
      hasReported = true;
    } else {
      fail("a report of this event logger was not taken: " + outcome, null);
    }
  }

  private void fail(String words, @Nullable Throwable cause) {
    if (!hasFailed) {
      hasFailed = true;
      LOG.log(System.Logger.Level.WARNING, words, cause);
    }
  }

  private Map<String, Object> data(Ledger ledger, boolean isLast) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("instance", instance);
    data.put("process", process);
    if (HOST != null) {
      data.put("host", HOST);
    }
    data.put("started_at", startedAt.toString());
    data.put("every_ms", every.toMillis());
    if (isLast) {
      data.put("closed", true);
    }
    data.putAll(LedgerJson.of(ledger, (name, log) -> LedgerJson.state(log)));
    return data;
  }
}
