package dev.eventlogger.schema;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.schema.privacy.Allowed;
import dev.eventlogger.schema.privacy.AllowedSchemas;
import dev.eventlogger.schema.privacy.HashKey;
import dev.eventlogger.schema.privacy.Redaction;
import dev.eventlogger.schema.privacy.RefResolver;
import dev.eventlogger.schema.registry.EventSchema;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Decides what may be recorded of each schema's events. Thread-safe. */
final class Protection {

  /** Where a linked schema holds its own content. */
  private static final String ROOT = "#/definitions/0";

  private final AllowedSchemas allowed;
  private final @Nullable HashKey hashKey;
  private final Map<EventSchema, Redaction> redactions = new ConcurrentHashMap<>();

  Protection(AllowedSchemas allowed, @Nullable HashKey hashKey) {
    this.allowed = allowed;
    this.hashKey = hashKey;
  }

  AllowedSchemas allowed() {
    return allowed;
  }

  /**
   * Checks a schema's redaction rules, before it is registered.
   *
   * @throws IllegalArgumentException if they cannot be followed
   */
  void check(EventSchema schema) {
    redactions.put(schema, compile(schema));
  }

  /**
   * The redaction of the schema's events, which must be allowed.
   *
   * @throws IllegalArgumentException if the schema's redaction rules cannot be followed
   */
  Redaction of(EventSchema schema) {
    Redaction known = redactions.get(schema);
    return known != null ? known : redactions.computeIfAbsent(schema, this::compile);
  }

  @SuppressWarnings("unchecked") // the root of an event's schema is an object of text to values
  private Redaction compile(EventSchema schema) {
    Map<String, ?> linked = schema.linked();
    RefResolver references = RefResolver.within(linked);
    Allowed what =
        allowed.isAllowed(schema.ref()) ? allowed.forSchema(schema.ref()) : Allowed.EVERYTHING;
    return Redaction.compile(
        (Map<String, ?>) requireNonNull(references.resolve(linked, ROOT)),
        references,
        what,
        hashKey);
  }
}
