package dev.eventlogger.intake;

import dev.eventlogger.intake.privacy.Listeners;
import dev.eventlogger.intake.privacy.Modifiers;
import dev.eventlogger.intake.schema.SchemaRegistry;
import java.util.function.BooleanSupplier;

/**
 * The schemas of an event logger, and the application's own code around them. Thread-safe: all of
 * it may be added to at any time.
 */
public final class Schemas {

  private final SchemaRegistry registry;
  private final Modifiers modifiers = new Modifiers();
  private final Listeners listeners = new Listeners();
  private final SchemaGate gate;

  /** No schemas yet; those that the settings name are registered by whoever calls this. */
  public Schemas(SchemaSettings settings) {
    this(settings, Validator::isSampled);
  }

  Schemas(SchemaSettings settings, BooleanSupplier sampling) {
    Protection protection = new Protection(settings.allowed(), settings.hashKey());
    registry = new SchemaRegistry(settings.rules(), protection::check);
    Validator validator = new Validator(settings.validation(), sampling);
    gate = new SchemaGate(settings, registry, protection, modifiers, listeners, validator);
  }

  /** The registered schemas; more can be registered here. */
  public SchemaRegistry registry() {
    return registry;
  }

  /** Code that changes data before it is checked and recorded, such as to take a secret out. */
  public Modifiers modifiers() {
    return modifiers;
  }

  /** Code that is told of events that met their schema. */
  public Listeners listeners() {
    return listeners;
  }

  SchemaGate gate() {
    return gate;
  }
}
