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
import dev.eventlogger.intake.policy.CurrentPolicy;
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
 * What happens to a draft on the caller's thread. Decides whether and by which logs it is wanted,
 * whether it is valid and what of it may be recorded, and serialises it once. Thread-safe.
 */
public final class Intake {

  /** No log's {@code when} matches. */
  public static final Outcome NO_LOG_WANTS_IT = new Outcome.Filtered("when");

  /** It was logged to a view that has no log: {@code to("a").to("b")}. */
  public static final Outcome NO_LOG_IN_VIEW = new Outcome.Filtered("to");

  private final ContextKeys contextKeys;
  private final CurrentPolicy policy;
  private final Router router;
  private final EventCheck check;
  // Never changed once filled.
  private final Map<EventType, EventDraft> ofTypes = new EnumMap<>(EventType.class);

  /** Creates an intake in front of the logs that the router knows. */
  public Intake(ContextKeys contextKeys, CurrentPolicy policy, Router router, EventCheck check) {
    this.contextKeys = requireNonNull(contextKeys, "contextKeys");
    this.policy = requireNonNull(policy, "policy");
    this.router = requireNonNull(router, "router");
    this.check = requireNonNull(check, "check");
    for (EventType type : EventType.values()) {
      ofTypes.put(type, EventDraft.of(type));
    }
  }

  /** The same intake with another policy. */
  public Intake with(CurrentPolicy other) {
    return new Intake(contextKeys, other, router, check);
  }

  /**
   * An intake that only checks events, for logs that take all of them: without context and policy.
   */
  public static Intake onlyChecking(EventCheck check) {
    Clock clock = Clock.systemUTC();
    ContextSettings noKeys = new ContextSettings(List.of());
    return new Intake(
        new ContextKeys(noKeys, ContextSource.NONE, clock, Map.of()),
        new CurrentPolicy(new Policy(PolicySettings.none(), clock)),
        new Router(List.of(When.ALWAYS)),
        check);
  }

  /**
   * Takes a draft in: writes it as canonical JSON if a log wants it. Never throws.
   *
   * @param view context that the caller's view adds, already nested
   * @param logs the logs to ask
   * @param workspace not shared; afterwards it holds the event, and which logs want it
   * @return null if the event was taken in, else why not
   */
  public @Nullable Outcome take(
      EventDraft draft, Map<String, ?> view, long logs, Workspace workspace) {
    try {
      return tryToTake(draft, view, logs, workspace);
    } catch (Throwable e) {
      return unreadable(e, workspace);
    }
  }

  /**
   * Takes a draft in like {@link #take}, for callers that still have it afterwards. Throws errors
   * that are not about the draft, such as an {@link OutOfMemoryError}.
   */
  public @Nullable Outcome takeOrThrow(
      EventDraft draft, Map<String, ?> view, long logs, Workspace workspace) {
    try {
      return tryToTake(draft, view, logs, workspace);
    } catch (RuntimeException | StackOverflowError e) {
      return unreadable(e, workspace);
    }
  }

  private static Outcome unreadable(Throwable failure, Workspace workspace) {
    // The application's maps and values run its code, and messages of its exceptions may hold event
    // data.
    workspace.json().forget();
    return unreadable(failure);
  }

  private @Nullable Outcome tryToTake(
      EventDraft draft, Map<String, ?> view, long logs, Workspace workspace) {
    workspace.begin();
    Map<String, ?> surrounding = Nesting.merge(contextKeys.collect(draft), view);
    Outcome filtered = filter(draft, surrounding, logs, workspace);
    if (filtered != null) {
      return filtered;
    }
    CanonicalJson json = workspace.json();
    SchemaRef schema = draft.schema();
    Passage passage = schema == null ? null : check.examine(draft, schema, json);
    if (passage != null && passage.refusal() != null) {
      return refuse(draft, surrounding, passage, passage.refusal(), workspace);
    }
    Map<String, ?> data = passage == null ? draft.data() : passage.data();
    @Nullable Problem problem = json.write(draft, surrounding, data);
    return problem == null ? null : new Outcome.Invalid(List.of(problem));
  }

  /** The outcome of an event that could not be read because the application's code threw. */
  public static Outcome unreadable(Throwable failure) {
    return new Outcome.Invalid("", "cannot be read: " + failure.getClass().getName());
  }

  private @Nullable Outcome filter(
      EventDraft draft, Map<String, ?> surrounding, long logs, Workspace workspace) {
    if (logs == 0) {
      return NO_LOG_IN_VIEW;
    }
    String rule = policy.get().refuses(draft, surrounding);
    if (rule != null) {
      return new Outcome.Filtered(rule);
    }
    long wanted = router.route(draft, surrounding, logs);
    workspace.wantedBy(wanted);
    return wanted == 0 ? NO_LOG_WANTS_IT : null;
  }

  /**
   * False if the policy or every {@code when} is sure to filter a draft. Its data and context are
   * not considered.
   *
   * @param logs the logs to ask
   */
  public boolean mayWant(EventDraft draft, long logs) {
    return mayWant(draft, logs, false);
  }

  /**
   * The same for a product event of which only the type is known, not even the user.
   *
   * @param logs the logs to ask
   */
  public boolean mayWant(EventType type, long logs) {
    return mayWant(requireNonNull(ofTypes.get(type)), logs, true);
  }

  private boolean mayWant(EventDraft draft, long logs, boolean anyUid) {
    return policy.get().mayWant(draft, anyUid) && router.mayRoute(draft, logs, anyUid);
  }

  /**
   * Why logs do not want a draft. For each log, the first key of its {@code when} that does not
   * match, or null if it matches.
   */
  public List<@Nullable String> mismatches(EventDraft draft) {
    return router.mismatches(draft, contextKeys.collect(draft));
  }

  /**
   * The rule that keeps only a share of the events of a draft's name; null for none. It is given as
   * its place in the configuration.
   */
  public @Nullable String samplingOf(EventDraft draft) {
    return policy.get().samplingOf(draft);
  }

  /**
   * Writes an event that the event logger logs about itself, with context. Does not ask whether it
   * is wanted.
   *
   * @return why the draft cannot be an event; null if it is written
   */
  public @Nullable Problem write(EventDraft draft, CanonicalJson json) {
    return json.write(draft, contextKeys.collect(draft));
  }

  /** The check of the data of events that name a schema. */
  public EventCheck check() {
    return check;
  }

  /** Writes what may be kept of an invalid event, with what is wrong with it. */
  private static Outcome refuse(
      EventDraft draft,
      Map<String, ?> surrounding,
      Passage passage,
      Outcome refusal,
      Workspace workspace) {
    if (passage.toBeKept() && refusal instanceof Outcome.Invalid invalid) {
      List<String> problems = invalid.problems().stream().map(Problem::toString).toList();
      Map<String, ?> context = Nesting.merge(surrounding, Map.of("problems", problems));
      if (workspace.json().write(draft, context, passage.data()) == null) {
        workspace.keep();
      }
    }
    return refusal;
  }
}
