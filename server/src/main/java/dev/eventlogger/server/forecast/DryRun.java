package dev.eventlogger.server.forecast;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.LogConfig;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.InvalidReason;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.Reading;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.intake.Intake;
import dev.eventlogger.intake.Workspace;
import dev.eventlogger.intake.policy.CurrentPolicy;
import dev.eventlogger.server.forecast.Forecast.Unmatched;
import dev.eventlogger.server.forecast.Forecast.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what would become of events, by sending them the way that every event goes, up to the logs,
 * none of which is open. For one thread.
 *
 * <p>There is no application here: the context keys that it would provide are empty, and its
 * modifiers are missing.
 */
public final class DryRun {

  private final Intake intake;
  private final List<String> logs;
  private final Workspace workspace = new Workspace();
  private final CanonicalJson json = new CanonicalJson();

  private DryRun(Intake intake, List<String> logs) {
    this.intake = intake;
    this.logs = logs;
  }

  /**
   * A dry run of a configuration, which is checked in full.
   *
   * @throws ConfigException if anything is wrong with the configuration
   */
  public static DryRun of(EventLoggerConfig config, SinkCatalog sinks) {
    List<String> logs = config.logs().stream().map(LogConfig::name).toList();
    return new DryRun(EventLogger.intake(config, sinks), logs);
  }

  /** The same dry run, with a policy that may change meanwhile. */
  public DryRun following(CurrentPolicy policy) {
    return new DryRun(intake.with(policy), logs);
  }

  /** Another dry run of the same configuration, for another thread. */
  public DryRun again() {
    return new DryRun(intake, logs);
  }

  /** What would become of what was read from outside. */
  public Forecast forecast(Reading reading) {
    return reading instanceof Reading.Read read
        ? forecast(read.draft())
        : Forecast.of(new Outcome.Invalid(((Reading.Refused) reading).problems()));
  }

  /** What would become of an event. */
  public Forecast forecast(EventDraft draft) {
    long all = (1L << logs.size()) - 1;
    Outcome refusal = intake.take(draft, Map.of(), all, workspace);
    if (refusal != null) {
      return refused(draft, refusal);
    }
    byte[] json = workspace.json().toByteArray();
    return recorded(draft, Event.ofCanonical(json, 0, json.length));
  }

  private Forecast recorded(EventDraft draft, Event event) {
    Map<String, ?> before = asJson(draft);
    SchemaRef ref = draft.schema();
    Optional<List<Problem>> checked =
        Optional.ofNullable(ref).flatMap(known -> intake.check().violations(known, before));
    List<Problem> violations = checked.orElse(List.of());
    Validation validation = ref == null ? Validation.NONE : Validation.UNREGISTERED;
    if (checked.isPresent()) {
      validation = violations.isEmpty() ? Validation.VALID : Validation.INVALID;
    }
    return new Forecast(
        Outcome.Accepted.ACCEPTED,
        wanting(),
        unmatched(draft),
        intake.samplingOf(draft),
        validation,
        violations.stream().map(problem -> problem.within("/event_data")).toList(),
        Changes.between(before, event.data()));
  }

  private Forecast refused(EventDraft draft, Outcome outcome) {
    boolean nobodyWantsIt = outcome.equals(Intake.NO_LOG_WANTS_IT);
    return new Forecast(
        outcome,
        List.of(),
        nobodyWantsIt ? unmatched(draft) : List.of(),
        null,
        validation(outcome),
        List.of(),
        List.of());
  }

  private static Validation validation(Outcome outcome) {
    InvalidReason reason = outcome instanceof Outcome.Invalid invalid ? invalid.reason() : null;
    if (reason == InvalidReason.UNREGISTERED_SCHEMA) {
      return Validation.UNREGISTERED;
    }
    return reason == InvalidReason.VIOLATES_SCHEMA ? Validation.INVALID : Validation.NONE;
  }

  /** The draft's own data, as it would be written if nothing were redacted. */
  private Map<String, ?> asJson(EventDraft draft) {
    EventDraft data = EventDraft.named("data").data(draft.data());
    return json.write(data, Map.of()) == null
        ? Event.ofCanonical(json.toByteArray(), 0, json.length()).data()
        : draft.data();
  }

  private List<String> wanting() {
    List<String> names = new ArrayList<>();
    for (int log = 0; log < logs.size(); log++) {
      if ((workspace.wanted() & (1L << log)) != 0) {
        names.add(logs.get(log));
      }
    }
    return names;
  }

  private List<Unmatched> unmatched(EventDraft draft) {
    List<Unmatched> unmatched = new ArrayList<>();
    List<@Nullable String> keys = intake.mismatches(draft);
    for (int log = 0; log < logs.size(); log++) {
      String key = keys.get(log);
      if (key != null) {
        unmatched.add(new Unmatched(logs.get(log), key));
      }
    }
    return unmatched;
  }
}
