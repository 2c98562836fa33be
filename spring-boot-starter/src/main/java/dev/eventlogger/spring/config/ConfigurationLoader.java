package dev.eventlogger.spring.config;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.spi.Suggestions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/** Finds the configuration of an application's event logger. */
public final class ConfigurationLoader {

  private static final String FILE = EnvironmentTree.PREFIX + ".config";

  private ConfigurationLoader() {}

  /**
   * Reads the file that {@code event-logger.config} names, or else the settings below {@code
   * event-logger}.
   *
   * @param location the file, such as {@code classpath:event-logger.yaml}; null or empty for none,
   *     so that tests can undo an application's setting
   * @throws ConfigException if anything is wrong with it, or if there are both a file and settings
   */
  public static EventLoggerConfig load(
      @Nullable String location, Environment environment, ResourceLoader resources) {
    EnvironmentTree tree = tree(environment);
    Map<String, Object> values = tree.values();
    checkSections(tree, values.keySet());
    if (location == null || location.isEmpty()) {
      return EventLoggerConfig.ofHost(values, tree::place, tree::isLoose);
    }
    if (!values.isEmpty()) {
      String first = values.keySet().iterator().next();
      throw wrong(tree.place(first) + ": belongs into " + location + ", see " + FILE);
    }
    return read(resources.getResource(location), location);
  }

  /**
   * In a file, unknown sections may belong to somebody else; here, all belong to the event logger.
   */
  private static void checkSections(EnvironmentTree tree, Set<String> sections) {
    Set<String> known = EventLoggerConfig.keys();
    List<String> wrong = new ArrayList<>(tree.mistakes());
    sections.stream()
        .filter(key -> !known.contains(key))
        .map(key -> tree.place(key) + ": there is no such setting" + meant(key, known))
        .forEach(wrong::add);
    if (!wrong.isEmpty()) {
      throw new ConfigException(wrong);
    }
  }

  private static String meant(String section, Set<String> known) {
    return Suggestions.closest(section, known)
        .map(key -> "; did you mean " + EnvironmentTree.name(key) + "?")
        .orElse("");
  }

  private static EnvironmentTree tree(Environment environment) {
    try {
      return EnvironmentTree.of(environment);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  /** A file is watched for changes at run time; a resource in a JAR cannot change. */
  private static EventLoggerConfig read(Resource resource, String location) {
    try {
      if (resource.isFile()) {
        return EventLoggerConfig.load(Path.of(resource.getURI()));
      }
      String yaml = resource.getContentAsString(StandardCharsets.UTF_8);
      return EventLoggerConfig.parse(location, yaml, System.getenv());
    } catch (IOException e) {
      throw wrong(FILE + ": " + location + " cannot be read; name a file, or classpath:…");
    }
  }

  private static ConfigException wrong(String problem) {
    return new ConfigException(List.of(problem));
  }
}
