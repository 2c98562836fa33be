package dev.eventlogger.schema;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.CanonicalJson;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Problem;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.schema.privacy.Listeners;
import dev.eventlogger.schema.privacy.Modifiers;
import dev.eventlogger.schema.registry.EventSchema;
import dev.eventlogger.schema.registry.SchemaRegistry;
import dev.eventlogger.spi.EventCheck;
import dev.eventlogger.spi.SinkConfig;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of an event logger, and the application's own code around them. Thread-safe:
 * everything may be added to at any time.
 */
public final class Schemas implements EventCheck {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.schema");

  private final SchemaRegistry registry;
  private final Modifiers modifiers = new Modifiers();
  private final Listeners listeners = new Listeners();
  private final SchemaGate gate;
  private final SchemaSettings settings;

  /**
   * The schemas of an event logger.
   *
   * @throws IllegalArgumentException if it was opened without this module
   */
  public static Schemas of(EventLogger events) {
    if (events.eventCheck() instanceof Schemas schemas) {
      return schemas;
    }
    throw new IllegalArgumentException(
        "the event logger was opened without schemas: its class loader did not see this module");
  }

  /** The schemas that a section of the configuration describes, all registered. */
  static Schemas of(SinkConfig section, String place) {
    SchemaSettings settings = section.as(SchemaSettings.class);
    Schemas schemas = new Schemas(settings);
    SchemaFiles.register(settings, schemas.registry(), place);
    return schemas;
  }

  /** Has no schemas yet; the caller registers those that the settings name. */
  public Schemas(SchemaSettings settings) {
    this(settings, Validator::isSampled);
  }

  Schemas(SchemaSettings settings, BooleanSupplier sampling) {
    this.settings = settings;
    Protection protection = new Protection(settings.allowed(), settings.hashKey());
    registry = new SchemaRegistry(settings.rules(), protection::check);
    Validator validator = new Validator(settings.validation(), sampling);
    gate = new SchemaGate(settings, registry, protection, modifiers, listeners, validator);
  }

  /** The registered schemas; more can be registered here. */
  public SchemaRegistry registry() {
    return registry;
  }

  /**
   * Code that changes data before it is checked and recorded, for instance to take out a secret.
   */
  public Modifiers modifiers() {
    return modifiers;
  }

  /** Code that is told of events that met their schema. */
  public Listeners listeners() {
    return listeners;
  }

  /** How the data of events was checked so far. */
  public ValidationCounts validations() {
    return gate.validations();
  }

  @Override
  public @Nullable Passage examine(EventDraft draft, SchemaRef schema, CanonicalJson json) {
    return gate.examine(draft, schema, json);
  }

  @Override
  public boolean keepsInvalid() {
    return settings.onInvalid() == SchemaSettings.OnInvalid.DEAD_LETTER;
  }

  @Override
  public Map<SchemaRef, Map<String, @Nullable Object>> schemas() {
    return registry.all().stream()
        .collect(toUnmodifiableMap(EventSchema::ref, EventSchema::linked));
  }

  @Override
  public Optional<List<Problem>> violations(SchemaRef schema, Map<String, ?> data) {
    return Optional.ofNullable(registry.find(schema)).map(known -> known.validate(data));
  }

  @Override
  public void begin() {
    String advice = StrictValidationAdvice.of(settings.validation());
    if (advice != null) {
      LOG.log(Level.INFO, advice);
    }
  }

  @Override
  public void close(Duration timeout) {
    listeners.close(timeout);
  }
}
