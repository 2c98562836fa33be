package dev.eventlogger.intake;

import dev.eventlogger.intake.privacy.AllowedSchemas;
import dev.eventlogger.intake.privacy.HashKey;
import dev.eventlogger.intake.privacy.Redaction;
import dev.eventlogger.intake.privacy.RefResolver;
import dev.eventlogger.intake.schema.EventSchema;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What of each schema's events may be recorded. Thread-safe. */
final class Protection {

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
   * Checks what a schema says about redaction, before it is registered.
   *
   * @throws IllegalArgumentException if that cannot be done
   */
  void check(EventSchema schema) {
    if (allowed.isAllowed(schema.ref())) {
      redactions.put(schema, compile(schema));
    }
  }

  /**
   * What is redacted of the schema's events, which must be allowed.
   *
   * @throws IllegalArgumentException if what the schema says about it cannot be done
   */
  Redaction of(EventSchema schema) {
    Redaction known = redactions.get(schema);
    return known != null ? known : redactions.computeIfAbsent(schema, this::compile);
  }

  private Redaction compile(EventSchema schema) {
    Map<String, ?> document = schema.linked();
    return Redaction.compile(
        document, RefResolver.within(document), allowed.forSchema(schema.ref()), hashKey);
  }
}
