package dev.eventlogger.schema;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.InvalidReason;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.schema.SchemaSettings.OnUnregistered;
import dev.eventlogger.schema.privacy.Listeners;
import dev.eventlogger.schema.privacy.ModifierException;
import dev.eventlogger.schema.privacy.Modifiers;
import dev.eventlogger.schema.privacy.Redaction;
import dev.eventlogger.schema.registry.EventSchema;
import dev.eventlogger.schema.registry.SchemaRegistry;
import dev.eventlogger.spi.EventCheck.Passage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the data of events that name a schema: checks that it is allowed, modifies,
 * validates and redacts it. Thread-safe.
 */
final class SchemaGate {

  private static final Outcome NOT_ALLOWED = new Outcome.Filtered("EVENT_SCHEMAS.allowed_schemas");

  private final SchemaSettings settings;
  private final SchemaRegistry registry;
  private final Protection protection;
  private final Modifiers modifiers;
  private final Listeners listeners;
  private final Validator validator;
  private final SaidOnce saidOnce = new SaidOnce();
  private final UnregisteredWords unregistered;

  SchemaGate(
      SchemaSettings settings,
      SchemaRegistry registry,
      Protection protection,
      Modifiers modifiers,
      Listeners listeners,
      Validator validator) {
    this.settings = settings;
    this.registry = registry;
    unregistered = new UnregisteredWords(registry);
    this.protection = protection;
    this.modifiers = modifiers;
    this.listeners = listeners;
    this.validator = validator;
  }

  /**
   * Examines the data of an event that names a schema.
   *
   * @param json the calling thread's, overwritten here
   * @return null if the draft's own data may pass unchanged
   */
  @Nullable Passage examine(EventDraft draft, SchemaRef ref, CanonicalJson json) {
    if (!protection.allowed().isAllowed(ref)) {
      return Passage.refused(NOT_ALLOWED);
    }
    EventSchema schema = registry.find(ref);
    if (schema == null) {
      return unregistered(draft, ref);
    }
    Map<String, ?> data;
    try {
      data = modifiers.apply(ref, draft.data());
    } catch (ModifierException e) {
      return Passage.refused(
          new Outcome.Invalid(InvalidReason.MODIFIER_FAILED, null, List.of(e.problem())));
    }
    Redaction redaction = protection.of(schema);
    List<Problem> problems = validator.problems(schema, draft, data, json);
    if (!problems.isEmpty()) {
      return invalid(schema, redaction, data, problems);
    }
    listeners.offer(Listeners.Stage.UNREDACTED, ref, data);
    Map<String, ?> redacted = redaction.apply(data);
    listeners.offer(Listeners.Stage.REDACTED, ref, redacted);
    return redacted == draft.data() ? null : Passage.of(redacted);
  }

  private Passage unregistered(EventDraft draft, SchemaRef ref) {
    return switch (onUnregistered()) {
      case ACCEPT -> Passage.of(draft.data());
      case WARN -> {
        saidOnce.warn("events of an unregistered schema are recorded unchecked: ", ref);
        yield Passage.of(draft.data());
      }
      case REJECT -> {
        Problem problem = new Problem("/schema", unregistered.words(ref));
        yield Passage.refused(
            new Outcome.Invalid(InvalidReason.UNREGISTERED_SCHEMA, null, List.of(problem)));
      }
    };
  }

  private OnUnregistered onUnregistered() {
    if (settings.onUnregistered() != null) {
      return settings.onUnregistered();
    }
    return registry.isEmpty() ? OnUnregistered.ACCEPT : OnUnregistered.REJECT;
  }

  private Passage invalid(
      EventSchema schema, Redaction redaction, Map<String, ?> data, List<Problem> problems) {
    Outcome refusal = new Outcome.Invalid(InvalidReason.VIOLATES_SCHEMA, schema.ref(), problems);
    return switch (settings.onInvalid()) {
      case REJECT -> Passage.refused(refusal);
      case DEAD_LETTER -> new Passage(redaction.onlyDescribed(data), refusal, true);
      case WARN -> {
        saidOnce.warn("events are recorded that do not meet their schema: ", schema.ref());
        yield Passage.of(redaction.onlyDescribed(data));
      }
    };
  }

  ValidationCounts validations() {
    return validator.counts();
  }
}
