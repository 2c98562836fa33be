package dev.eventlogger.intake;

import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.event.Outcome.InvalidReason;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.spi.EventCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The check without the module for schemas: refuses every event that names a schema. Immutable. */
public final class NoSchemas implements EventCheck {

  /** The module's coordinates, as a build names them. */
  public static final String MODULE = "dev.eventlogger:event-logger-schema";

  private static final Passage REFUSED =
      Passage.refused(
          new Outcome.Invalid(
              InvalidReason.UNREGISTERED_SCHEMA,
              null,
              List.of(
                  new Problem(
                      "/schema", "cannot be checked; add " + MODULE + " to the class path"))));

  /** Creates one; all are alike. */
  public NoSchemas() {}

  @Override
  public Passage examine(EventDraft draft, SchemaRef schema, CanonicalJson json) {
    return REFUSED;
  }

  @Override
  public boolean keepsInvalid() {
    return false;
  }

  @Override
  public Map<SchemaRef, Map<String, @Nullable Object>> schemas() {
    return Map.of();
  }

  @Override
  public Optional<List<Problem>> violations(SchemaRef schema, Map<String, ?> data) {
    return Optional.empty();
  }
}
