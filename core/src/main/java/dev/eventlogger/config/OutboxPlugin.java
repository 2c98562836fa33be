package dev.eventlogger.config;

import dev.eventlogger.spi.OutboxProvider;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the module that has the outbox, if it is there. */
public final class OutboxPlugin {

  /** What to add to the class path. */
  public static final String MODULE = "event-logger-sink-db";

  private static final String NAME = "outbox";

  private OutboxPlugin() {}

  /**
   * The one on the class path.
   *
   * @param section the outbox's, whose place is named
   * @throws ConfigException if there is none, or more than one
   */
  public static OutboxProvider find(Section section) {
    Plugins<OutboxProvider> found =
        Plugins.find(
            OutboxProvider.class,
            loader -> ServiceLoader.load(OutboxProvider.class, loader),
            provider -> NAME,
            "key",
            "outboxes",
            Plugins.classPath());
    return found
        .create(NAME, section.place(), NAME)
        .orElseThrow(
            () ->
                new ConfigException(
                    List.of(
                        section.place()
                            + ": the outbox is in a module of its own, which is missing; add "
                            + MODULE
                            + " to the class path"
                            + found.brokenOnes())));
  }
}
