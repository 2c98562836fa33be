package dev.eventlogger;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.Plugins;
import dev.eventlogger.config.Section;
import dev.eventlogger.intake.NoSchemas;
import dev.eventlogger.spi.EventCheck;
import dev.eventlogger.spi.EventCheckProvider;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the module that checks events against schemas, if it is there. */
final class EventChecks {

  private static final String NAME = "schemas";

  private EventChecks() {}

  /**
   * The check that the application gave, or else the one that the section describes; without the
   * module, one that refuses every event with a schema.
   *
   * @throws ConfigException for all that is wrong with the section, or if there is a section
   *     although the module is missing or a check was given
   */
  static EventCheck open(Section section, @Nullable EventCheck given) {
    if (given != null) {
      return instead(section, given);
    }
    Plugins<EventCheckProvider> found =
        Plugins.find(
            EventCheckProvider.class,
            loader -> ServiceLoader.load(EventCheckProvider.class, loader),
            provider -> NAME,
            "key",
            "checks",
            Plugins.classPath());
    return found
        .create(NAME, section.place(), "check")
        .map(provider -> provider.open(section, section.place()))
        .orElseGet(() -> without(section, found));
  }

  private static EventCheck instead(Section section, EventCheck given) {
    if (section.isEmpty()) {
      return given;
    }
    throw new ConfigException(
        List.of(
            section.place()
                + ": the application gave an event check of its own, which knows nothing of this"
                + " section; remove one of them"));
  }

  private static EventCheck without(Section section, Plugins<EventCheckProvider> found) {
    if (section.isEmpty()) {
      return new NoSchemas();
    }
    throw new ConfigException(
        List.of(
            section.place()
                + ": schemas are a module of their own, which is missing; add "
                + NoSchemas.MODULE
                + " to the class path"
                + found.brokenOnes()));
  }
}
