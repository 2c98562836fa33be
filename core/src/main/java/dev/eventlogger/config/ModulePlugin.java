package dev.eventlogger.config;

import dev.eventlogger.spi.OutboxProvider;
import dev.eventlogger.spi.SealProvider;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Finds the plugin, from a separate module, that a section of a configuration asks for. Immutable.
 */
public final class ModulePlugin<T> {

  /** Stages events in the application's database. */
  public static final ModulePlugin<OutboxProvider> OUTBOX =
      new ModulePlugin<>(OutboxProvider.class, "outbox", "outboxes", "event-logger-sink-db");

  /** Seals logs. */
  public static final ModulePlugin<SealProvider> SEAL =
      new ModulePlugin<>(SealProvider.class, "seal", "seals", "event-logger-seal");

  private final Class<T> type;
  private final String name;
  private final String several;
  private final String artifact;

  private ModulePlugin(Class<T> type, String name, String several, String artifact) {
    this.type = type;
    this.name = name;
    this.several = several;
    this.artifact = artifact;
  }

  /**
   * Returns the one on the class path.
   *
   * @param section asks for it; messages name its place
   * @throws ConfigException if there is none, or more than one
   */
  public T find(Section section) {
    Plugins<T> found =
        Plugins.find(
            type,
            loader -> ServiceLoader.load(type, loader),
            provider -> name,
            "key",
            several,
            Plugins.classPath());
    return found
        .create(name, section.place(), name)
        .orElseThrow(
            () ->
                new ConfigException(
                    List.of(
                        section.place()
                            + ": the "
                            + name
                            + " is in a module of its own, which is missing; add "
                            + artifact
                            + " to the class path"
                            + found.brokenOnes())));
  }
}
