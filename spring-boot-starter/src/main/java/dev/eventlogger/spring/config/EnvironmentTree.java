package dev.eventlogger.spring.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The settings of an application's environment below {@code event-logger}, in the form of an event
 * logger's own configuration: {@code event-logger.delivery.batch-size} becomes {@code batch_size}
 * of {@code EVENT_DELIVERY}. The first source that has a value, or a part of a list, wins. For one
 * thread, once.
 */
public final class EnvironmentTree {

  /** The prefix of all settings. */
  public static final String PREFIX = "event-logger";

  private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of(PREFIX);
  private static final ConfigurationPropertyName NAMES = ROOT.append("logger-name");

  // EVENT_LOGGER_LOGGERS_…: a variable may have a _ between any two words.
  private static final ConfigurationPropertyName LOGGERS_IN_WORDS =
      ConfigurationPropertyName.of("event.logger.loggers");

  // In the message of Spring's exception.
  private static final Pattern PLACEHOLDER = Pattern.compile("placeholder '([^']*)'");

  private final Environment environment;
  private final Node root = new Node();
  private final Map<String, Origin> origins = new HashMap<>();
  private final Map<String, ConfigurationPropertySource> lists = new HashMap<>();
  private final Spellings spellings = new Spellings();
  private final Set<String> ofVariables = new HashSet<>();
  private final List<String> mistakes = new ArrayList<>();

  private EnvironmentTree(Environment environment) {
    this.environment = environment;
  }

  /**
   * Reads all settings.
   *
   * @throws IllegalArgumentException if a placeholder has no value
   */
  public static EnvironmentTree of(Environment environment) {
    EnvironmentTree tree = new EnvironmentTree(environment);
    Iterable<ConfigurationPropertySource> sources = ConfigurationPropertySources.get(environment);
    sources.forEach(tree::learn);
    sources.forEach(tree::add);
    return tree;
  }

  /** What is wrong with settings of the starter itself, which are not among the values. */
  List<String> mistakes() {
    return List.copyOf(mistakes);
  }

  /** Keys as in YAML, and values of any depth. */
  public Map<String, Object> values() {
    return root.asMapping();
  }

  /**
   * Whether a place was named by an environment variable, which cannot tell names of several words.
   */
  boolean isLoose(String key) {
    return ofVariables.contains(key);
  }

  /** The name of a place of the configuration in the environment, and where it was written. */
  public String place(String key) {
    String shown = name(key);
    Origin origin = origins.get(key);
    return origin == null ? shown : shown(origin) + ": " + shown;
  }

  /** The name of a place of the configuration in the environment. */
  static String name(String key) {
    int end = key.indexOf('.');
    String section = end < 0 ? key : key.substring(0, end);
    String name = section.replaceFirst("^EVENT_", "").toLowerCase(Locale.ROOT).replace('_', '-');
    return PREFIX + "." + name + (end < 0 ? "" : key.substring(end));
  }

  private static String shown(Origin found) {
    Origin origin =
        found instanceof PropertySourceOrigin ofSource && ofSource.getOrigin() != null
            ? ofSource.getOrigin()
            : found;
    if (origin instanceof TextResourceOrigin text
        && text.getResource() != null
        && text.getResource().getFilename() != null
        && text.getLocation() != null) {
      return text.getResource().getFilename() + ":" + (text.getLocation().getLine() + 1);
    }
    return origin.toString();
  }

  private static boolean isOfVariables(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
  }

  /** Learns how names are written, which all sources tell except environment variables. */
  private void learn(ConfigurationPropertySource source) {
    learnLog(source.getConfigurationProperty(NAMES));
    ConfigurationProperty log = source.getConfigurationProperty(NAMES.append("[0]"));
    for (int i = 1; log != null; i++) {
      learnLog(log);
      log = source.getConfigurationProperty(NAMES.append("[" + i + "]"));
    }
    if (!isOfVariables(source) && source instanceof IterableConfigurationPropertySource names) {
      for (ConfigurationPropertyName name : names) {
        if (ROOT.isAncestorOf(name)) {
          spellings.learn(SettingPath.of(name));
        }
      }
    }
  }

  private void learnLog(@Nullable ConfigurationProperty name) {
    if (name != null) {
      spellings.learn(List.of(SettingPath.LOGGERS, name.getValue().toString()));
    }
  }

  private void add(ConfigurationPropertySource source) {
    if (isOfVariables(source)) {
      Settings.NAMED.forEach(name -> add(source, name));
    }
    if (source instanceof IterableConfigurationPropertySource names) {
      names.forEach(name -> add(source, name));
    }
  }

  private void add(ConfigurationPropertySource source, ConfigurationPropertyName name) {
    ConfigurationProperty property =
        isOurs(source, name) ? source.getConfigurationProperty(name) : null;
    if (property == null) {
      return;
    }
    boolean isInWords = LOGGERS_IN_WORDS.isAncestorOf(name);
    List<Object> path = SettingPath.of(name, isInWords ? 2 : 1);
    if (isOfVariables(source)) {
      path = spellings.of(path);
    }
    String key = SettingPath.text(path);
    if (property.getOrigin() != null) {
      origins.putIfAbsent(key, property.getOrigin());
    }
    if (Settings.isOfTheStarter(path)) {
      Settings.mistake(path).ifPresent(wrong -> mistakes.add(place(key) + wrong));
    } else if (isFirst(source, path) && put(path, property.getValue())) {
      replace(path, plain(key, property.getValue()));
      if (isOfVariables(source)) {
        noteLoose(path);
      }
    }
  }

  private void noteLoose(List<Object> path) {
    for (int end = 2; end <= path.size(); end++) {
      ofVariables.add(SettingPath.text(path.subList(0, end)));
    }
  }

  private static boolean isOurs(
      ConfigurationPropertySource source, ConfigurationPropertyName name) {
    if (isOfVariables(source) && LOGGERS_IN_WORDS.isAncestorOf(name)) {
      return true;
    }
    return ROOT.isAncestorOf(name)
        && (name.getElement(0, Form.ORIGINAL).equals(PREFIX) || isOfVariables(source));
  }

  /**
   * Whether this source is the first with any list on the path: a list comes whole from one source.
   */
  private boolean isFirst(ConfigurationPropertySource source, List<Object> path) {
    for (int end = 0; end < path.size(); end++) {
      if (path.get(end) instanceof Integer) {
        String list = SettingPath.text(path.subList(0, end));
        if (!source.equals(lists.computeIfAbsent(list, first -> source))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Values of a config tree are special CharSequences, and code may set durations. */
  private Object plain(String key, Object value) {
    if (value instanceof CharSequence text) {
      return resolved(key, text.toString());
    }
    return value instanceof Duration duration ? duration.toMillis() + "ms" : value;
  }

  private String resolved(String key, String text) {
    try {
      return environment.resolveRequiredPlaceholders(text);
    } catch (IllegalArgumentException e) {
      Matcher which = PLACEHOLDER.matcher(String.valueOf(e.getMessage()));
      String name = which.find() ? " " + which.group(1) : "";
      throw new IllegalArgumentException(
          place(key)
              + ": there is no value for the placeholder"
              + name
              + "; give it one, or a default",
          e);
    }
  }

  /** Puts a value in place; false if an earlier source has one there. */
  private boolean put(List<Object> path, Object value) {
    Node node = parent(path);
    return node != null && node.members.putIfAbsent(path.get(path.size() - 1), value) == null;
  }

  private void replace(List<Object> path, Object value) {
    requireNonNull(parent(path)).members.put(path.get(path.size() - 1), value);
  }

  private @Nullable Node parent(List<Object> path) {
    Node node = root;
    for (Object element : path.subList(0, path.size() - 1)) {
      if (!(node.members.computeIfAbsent(element, first -> new Node()) instanceof Node below)) {
        return null;
      }
      node = below;
    }
    return node;
  }

  /** A mapping with names as keys, or a list with numbers. */
  private static final class Node {

    private final Map<Object, Object> members = new LinkedHashMap<>();

    Object whole() {
      // A mapping with numbers as keys, such as users' ids, is unlikely to contain 0.
      boolean isList =
          members.containsKey(0) && members.keySet().stream().allMatch(Integer.class::isInstance);
      return isList
          ? new TreeMap<>(members).values().stream().map(EnvironmentTree::whole).toList()
          : asMapping();
    }

    Map<String, Object> asMapping() {
      Map<String, Object> mapping = new LinkedHashMap<>();
      members.forEach((key, value) -> mapping.put(key.toString(), EnvironmentTree.whole(value)));
      return mapping;
    }
  }

  private static Object whole(Object value) {
    return value instanceof Node node ? node.whole() : value;
  }
}
