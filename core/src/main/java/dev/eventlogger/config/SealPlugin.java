package dev.eventlogger.config;

import dev.eventlogger.spi.SealProvider;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the module that seals logs, if it is there. */
public final class SealPlugin {

  /** What to add to the class path. */
  public static final String MODULE = "event-logger-seal";

  private static final String NAME = "seal";

  private SealPlugin() {}

  /**
   * The one on the class path.
   *
   * @param section the log's, whose place is named
   * @throws ConfigException if there is none, or more than one
   */
  public static SealProvider find(Section section) {
    Plugins<SealProvider> found =
        Plugins.find(
            SealProvider.class,
            loader -> ServiceLoader.load(SealProvider.class, loader),
            provider -> NAME,
            "key",
            "seals",
            Plugins.classPath());
    return found
        .create(NAME, section.place(), NAME)
        .orElseThrow(
            () ->
                new ConfigException(
                    List.of(
                        section.place()
                            + ": the seal is in a module of its own, which is missing; add "
                            + MODULE
                            + " to the class path"
                            + found.brokenOnes())));
  }
}
