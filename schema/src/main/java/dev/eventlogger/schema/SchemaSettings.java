package dev.eventlogger.schema;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.schema.privacy.AllowedSchemas;
import dev.eventlogger.schema.privacy.HashKey;
import dev.eventlogger.schema.registry.OnBadSchema;
import dev.eventlogger.schema.registry.SchemaRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings for schemas, and for events that do not meet theirs: {@code EVENT_SCHEMAS}.
 *
 * @param path files and folders of schemas, and {@code classpath:} resources; default none
 * @param rules what a schema must have besides being valid; default {@code default}
 * @param onBadSchema what to do about bad files of a folder; default {@code fail}
 * @param validation how events are checked; default {@code fast}
 * @param onUnregistered what to do about events whose schema is not registered; default {@code
 *     reject}, or {@code accept} while no schema is registered
 * @param onInvalid what to do about events that do not meet their schema; default {@code reject}
 * @param allowedSchemas the schemas whose events are recorded, as {@link AllowedSchemas#of} reads
 *     it; default all
 * @param hashKey for {@code x-redact: hash}; secret
 */
public record SchemaSettings(
    List<String> path,
    SchemaRules rules,
    OnBadSchema onBadSchema,
    Validation validation,
    @Nullable OnUnregistered onUnregistered,
    OnInvalid onInvalid,
    @Nullable Object allowedSchemas,
    @Nullable HashKey hashKey) {

  /** How the data of an event is checked against its schema. */
  public enum Validation {
    /** By a compiled check, and in full if that cannot decide. */
    FAST,
    /** Every event in full. */
    STRICT
  }

  /** What to do about an event whose schema is not registered. */
  public enum OnUnregistered {
    /** Refuse it as invalid. */
    REJECT,
    /** Record it as it is, and warn once for each schema. */
    WARN,
    /** Record it as it is. */
    ACCEPT
  }

  /** What to do about an event that does not meet its schema. */
  public enum OnInvalid {
    /** Refuse it. */
    REJECT,
    /** Refuse it, and keep the part that the schema describes, redacted, as a dead letter. */
    DEAD_LETTER,
    /** Record the part that the schema describes, redacted, and warn once for each schema. */
    WARN
  }

  @SuppressWarnings("NullAway") // absent settings are null before this constructor
  public SchemaSettings {
    path = path == null ? List.of() : List.copyOf(path);
    rules = requireNonNullElse(rules, SchemaRules.DEFAULT);
    onBadSchema = requireNonNullElse(onBadSchema, OnBadSchema.FAIL);
    validation = requireNonNullElse(validation, Validation.FAST);
    onInvalid = requireNonNullElse(onInvalid, OnInvalid.REJECT);
    AllowedSchemas unused = AllowedSchemas.of("allowed_schemas", allowedSchemas);
  }

  /** The settings of an empty configuration. */
  @SuppressWarnings("NullAway") // see the constructor
  public static SchemaSettings defaults() {
    return new SchemaSettings(null, null, null, null, null, null, null, null);
  }

  /** The schemas whose events are recorded. */
  AllowedSchemas allowed() {
    return AllowedSchemas.of("allowed_schemas", allowedSchemas);
  }
}
