package dev.eventlogger.config;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.config.YamlTree.Entry;
import dev.eventlogger.config.YamlTree.Mapping;
import dev.eventlogger.config.YamlTree.Scalar;
import dev.eventlogger.config.YamlTree.Sequence;
import dev.eventlogger.spi.SinkConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the configuration, with its place for messages. Immutable; reveals secrets only
 * through {@link #as} and {@link #values}.
 */
public final class Section implements SinkConfig {

  private final String logName;
  private final Mapping settings;
  private final Set<String> elsewhere;
  private final boolean isSealed;

  Section(String logName, Mapping settings) {
    this(logName, settings, Set.of());
  }

  /**
   * Creates a section from a mapping of a file.
   *
   * @param elsewhere see {@link RecordBinder}
   */
  Section(String logName, Mapping settings, Set<String> elsewhere) {
    this(logName, settings, elsewhere, false);
  }

  private Section(String logName, Mapping settings, Set<String> elsewhere, boolean isSealed) {
    this.logName = logName;
    this.settings = settings;
    this.elsewhere = Set.copyOf(elsewhere);
    this.isSealed = isSealed;
  }

  /**
   * Creates settings without a file, for tests and embedding. Their place is {@code
   * EVENT_LOGGERS.<log>}.
   *
   * @param settings keys as in YAML, values of any depth: text, numbers, booleans, lists, maps and
   *     null; text counts as quoted, and holds no placeholders
   * @throws IllegalArgumentException if a value is anything else
   */
  public static Section of(String logName, Map<String, ?> settings) {
    Mapping mapping = PlainTree.of("EVENT_LOGGERS." + logName, settings);
    return new Section(logName, mapping, EventLoggerConfig.KEYS_OF_A_LOG);
  }

  /**
   * The settings as a record; see {@link SinkConfig#as}.
   *
   * <p>In addition, a component may be a {@code Section}, an {@code Object} (the value as in {@link
   * #values}), or of any type with a {@code public static T parse(String)}. Where a list is wanted,
   * a single value counts as a list of one.
   *
   * @throws ConfigException with all problems of the section
   * @throws IllegalStateException if a component's type cannot be a setting
   */
  @Override
  public <R extends Record> R as(Class<R> type) {
    return new RecordBinder(logName, elsewhere).bind(type, settings);
  }

  /** The log that it belongs to; an empty text if it belongs to none. */
  @Override
  public String logName() {
    return logName;
  }

  @Override
  public boolean isSealed() {
    return isSealed;
  }

  /** The same settings, marked as those of a sealed log or not. */
  Section sealed(boolean isIt) {
    return new Section(logName, settings, elsewhere, isIt);
  }

  /**
   * These settings, completed with defaults. A mapping on both sides is merged by the same rule.
   * Each setting keeps its place.
   */
  public Section orElse(Section defaults) {
    return new Section(logName, settings.orElse(defaults.settings), elsewhere, isSealed);
  }

  /** These settings at their place, with some of them overridden. */
  Section overriddenBy(Map<String, ?> winners) {
    return new Section(
        logName, PlainTree.of(place(), winners).orElse(settings), elsewhere, isSealed);
  }

  /** The same section without some keys. */
  Section without(Set<String> keys) {
    return new Section(logName, settings.without(keys), elsewhere, isSealed);
  }

  /** An empty section at the same place. */
  Section cleared() {
    return without(settings.entries().stream().map(Entry::key).collect(Collectors.toSet()));
  }

  /**
   * The values as they are. Each is text, {@code Long} (or {@code BigInteger} if too large), {@code
   * Double} (or {@code BigDecimal} where a double would lose something), {@code Boolean}, a list, a
   * map, or null. Unmodifiable.
   *
   * @throws ConfigException for each bare {@code yes}, {@code no}, {@code on}, {@code off}, {@code
   *     y} or {@code n}
   */
  public Map<String, @Nullable Object> values() {
    Problems problems = new Problems();
    Map<String, @Nullable Object> values = plain(settings, problems);
    problems.throwIfAny();
    return values;
  }

  /** A value as in {@link #values}; the node is not null. */
  static Object plain(YamlTree node) {
    Problems problems = new Problems();
    Object value = plain(node, problems);
    problems.throwIfAny();
    return requireNonNull(value, "a null value never gets here");
  }

  /** Whether there are no settings. */
  public boolean isEmpty() {
    return settings.entries().isEmpty();
  }

  /** Its place in the configuration: {@code event-logger.yaml: EVENT_LOGGERS.db}. */
  public String place() {
    return settings.place();
  }

  /**
   * Returns an exception about these settings. If the message begins with a setting's name, it is
   * about that setting.
   *
   * @param message such as {@code url: there is no driver for it}; settings that must not be shown
   *     are removed from it
   */
  public ConfigException refused(String message) {
    return Refusals.of(new IllegalArgumentException(message), settings, Refusals.ANY);
  }

  /** One line for each setting, without secrets. */
  List<String> explain() {
    return Explanation.of(settings);
  }

  /** For people: the settings without secrets. */
  @Override
  public String toString() {
    return place() + " " + explain();
  }

  private static Map<String, @Nullable Object> plain(Mapping mapping, Problems problems) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Entry entry : mapping.entries()) {
      values.put(entry.key(), plain(entry.value(), problems));
    }
    return Collections.unmodifiableMap(values);
  }

  private static @Nullable Object plain(YamlTree node, Problems problems) {
    if (node instanceof Mapping mapping) {
      return plain(mapping, problems);
    }
    if (node instanceof Sequence sequence) {
      List<@Nullable Object> items = new ArrayList<>();
      sequence.items().forEach(item -> items.add(plain(item, problems)));
      return Collections.unmodifiableList(items);
    }
    return node.isNull() ? null : problems.collect(() -> ScalarTypes.untyped((Scalar) node));
  }
}
