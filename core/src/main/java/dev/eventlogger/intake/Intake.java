package dev.eventlogger.intake;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Nesting;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.intake.context.ContextKeys;
import dev.eventlogger.intake.context.ContextSettings;
import dev.eventlogger.intake.context.ContextSource;
import dev.eventlogger.intake.policy.Policy;
import dev.eventlogger.intake.policy.PolicySettings;
import dev.eventlogger.spi.EventCheck;
import dev.eventlogger.spi.EventCheck.Passage;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a draft on the caller's thread: is it wanted, and by which logs; is it right, and
 * what of it may be recorded; and its one serialisation. Thread-safe.
 */
public final class Intake {

  /** No log's {@code when} matches. */
  public static final Outcome NO_LOG_WANTS_IT = new Outcome.Filtered("when");

  /** It was logged to a view that has no log: {@code to("a").to("b")}. */
  public static final Outcome NO_LOG_IN_VIEW = new Outcome.Filtered("to");

  private final ContextKeys contextKeys;
  private final Policy policy;
  private final Router router;
  private final EventCheck check;
  // Never changed.
  private final Map<EventType, EventDraft> ofTypes = new EnumMap<>(EventType.class);

  /** An intake in front of the logs that the router knows. */
  public Intake(ContextKeys contextKeys, Policy policy, Router router, EventCheck check) {
    this.contextKeys = requireNonNull(contextKeys, "contextKeys");
    this.policy = requireNonNull(policy, "policy");
    this.router = requireNonNull(router, "router");
    this.check = requireNonNull(check, "check");
    for (EventType type : EventType.values()) {
      ofTypes.put(type, EventDraft.of(type));
    }
  }

  /**
   * An intake that asks only whether events are right, for logs that take all: without context and
   * policy.
   */
  public static Intake onlyChecking(EventCheck check) {
    Clock clock = Clock.systemUTC();
    ContextSettings noKeys = new ContextSettings(List.of());
    return new Intake(
        new ContextKeys(noKeys, ContextSource.NONE, clock, Map.of()),
        new Policy(PolicySettings.none(), clock),
        new Router(List.of(When.ALWAYS)),
        check);
  }

  /**
   * Takes a draft in, and hands its canonical JSON on if a log wants it.
   *
   * @param view context that the caller's view adds, already nested
   * @param logs the logs to ask
   * @param json the calling thread's
   * @param next what takes the event from here
   */
  public Outcome take(
      EventDraft draft, Map<String, ?> view, long logs, CanonicalJson json, Next next) {
    if (logs == 0) {
      return NO_LOG_IN_VIEW;
    }
    Map<String, ?> surrounding = Nesting.merge(contextKeys.collect(draft), view);
    String rule = policy.refuses(draft, surrounding);
    if (rule != null) {
      return new Outcome.Filtered(rule);
    }
    long wanted = router.route(draft, surrounding, logs);
    if (wanted == 0) {
      return NO_LOG_WANTS_IT;
    }
    SchemaRef schema = draft.schema();
    Passage passage = schema == null ? null : check.examine(draft, schema, json);
    if (passage != null && passage.refusal() != null) {
      keep(draft, surrounding, passage, json, next);
      return passage.refusal();
    }
    Map<String, ?> data = passage == null ? draft.data() : passage.data();
    @Nullable Problem problem = json.write(draft, surrounding, data);
    if (problem != null) {
      return new Outcome.Invalid(List.of(problem));
    }
    return next.offer(wanted, json.buffer(), json.length());
  }

  /**
   * False if the policy or {@code when} are sure to filter a draft, whatever its data is and what
   * surrounds it.
   *
   * @param logs the logs to ask
   */
  public boolean mayWant(EventDraft draft, long logs) {
    return mayWant(draft, logs, false);
  }

  /**
   * The same for a product event of which no more is known than its type, not even whose it is.
   *
   * @param logs the logs to ask
   */
  public boolean mayWant(EventType type, long logs) {
    return mayWant(requireNonNull(ofTypes.get(type)), logs, true);
  }

  private boolean mayWant(EventDraft draft, long logs, boolean anyUid) {
    return policy.mayWant(draft, anyUid) && router.mayRoute(draft, logs, anyUid);
  }

  /**
   * Why logs do not want a draft: for each log the first key of its {@code when} that does not
   * match, or null if it matches.
   */
  public List<@Nullable String> mismatches(EventDraft draft) {
    return router.mismatches(draft, contextKeys.collect(draft));
  }

  /**
   * The rule that keeps only a share of the events of a draft's name, by its place in the
   * configuration; null for none.
   */
  public @Nullable String samplingOf(EventDraft draft) {
    return policy.samplingOf(draft);
  }

  /** What is asked about the data of events that name a schema. */
  public EventCheck check() {
    return check;
  }

  /** Hands on what may be kept of an invalid event, with what is wrong with it. */
  private static void keep(
      EventDraft draft,
      Map<String, ?> surrounding,
      Passage passage,
      CanonicalJson json,
      Next next) {
    if (passage.toBeKept() && passage.refusal() instanceof Outcome.Invalid invalid) {
      List<String> problems = invalid.problems().stream().map(Problem::toString).toList();
      Map<String, ?> context = Nesting.merge(surrounding, Map.of("problems", problems));
      if (json.write(draft, context, passage.data()) == null) {
        next.keepInvalid(json.buffer(), json.length());
      }
    }
  }

  /** Where an event goes from here. */
  public interface Next {
    /**
     * Takes an event.
     *
     * @param wanted the logs that want it
     * @param bytes the canonical JSON, valid during this call only
     */
    Outcome offer(long wanted, byte[] bytes, int length);

    /**
     * Keeps what may be kept of an event that does not meet its schema; by default, nothing.
     *
     * @param bytes the canonical JSON, valid during this call only
     */
    default void keepInvalid(byte[] bytes, int length) {}
  }
}
