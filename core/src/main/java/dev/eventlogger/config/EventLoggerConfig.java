package dev.eventlogger.config;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.config.YamlReader.YamlFile;
import dev.eventlogger.config.YamlTree.Mapping;
import dev.eventlogger.config.YamlTree.Scalar;
import dev.eventlogger.spi.Suggestions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The configuration, read from one YAML file that may be the application's own. Immutable.
 *
 * <p>What is wrong with the file as such, the names of logs and placeholders is found here; what is
 * wrong with settings, by {@link Section#as}, since only the reader of a section knows them. Use
 * {@link Problems} to report the mistakes of all sections at once.
 */
public final class EventLoggerConfig {

  static final Set<String> KEYS_OF_A_LOG = Set.of("logger", "when", "keys", "delivery");

  private static final String NAME = "EVENT_LOGGER_NAME";
  private static final String LOGGERS = "EVENT_LOGGERS";
  private static final String DELIVERY = "EVENT_DELIVERY";
  private static final String SCHEMAS = "EVENT_SCHEMAS";
  private static final String POLICY = "EVENT_POLICY";
  private static final String CONTEXT = "EVENT_CONTEXT";
  private static final List<String> SECTIONS = List.of(DELIVERY, SCHEMAS, POLICY, CONTEXT);

  /** Our keys at the top of the file. */
  static final List<String> KEYS = List.of(NAME, LOGGERS, DELIVERY, SCHEMAS, POLICY, CONTEXT);

  private final List<LogConfig> logs;
  private final Map<String, Section> sections;
  private final List<String> warnings;
  private final boolean namedByEnvironment;

  private EventLoggerConfig(
      List<LogConfig> logs,
      Map<String, Section> sections,
      List<String> warnings,
      boolean namedByEnvironment) {
    this.logs = List.copyOf(logs);
    this.sections = Map.copyOf(sections);
    this.warnings = List.copyOf(warnings);
    this.namedByEnvironment = namedByEnvironment;
  }

  /**
   * Reads a file, with the environment of the process.
   *
   * @throws ConfigException with one line for each mistake; also if there is no such file
   */
  public static EventLoggerConfig load(Path yaml) {
    return load(yaml, System.getenv());
  }

  /**
   * Reads a file.
   *
   * @param environment for placeholders, and for {@code EVENT_LOGGER_NAME}
   * @throws ConfigException with one line for each mistake; also if there is no such file
   */
  public static EventLoggerConfig load(Path yaml, Map<String, String> environment) {
    Path name = yaml.getFileName() == null ? yaml : yaml.getFileName();
    return parse(name.toString(), ConfigFile.read(yaml), environment);
  }

  /**
   * Reads a text.
   *
   * @param source its name in messages: {@code event-logger.yaml}
   * @param environment for placeholders, and for {@code EVENT_LOGGER_NAME}
   * @throws ConfigException with one line for each mistake
   */
  public static EventLoggerConfig parse(
      String source, String yaml, Map<String, String> environment) {
    ConfigFile.checkSize(source, yaml.length());
    YamlFile file = YamlReader.read(source, yaml, Set.copyOf(KEYS));
    List<String> warnings = misspelt(file);
    warnIfNothingIsNamed(file.ours(), environment, warnings);
    Problems problems = new Problems();
    Interpreter interpreter = new Interpreter(environment, problems);
    KEYS.forEach(key -> checkOnce(file.ours(), key, problems));
    LogsReader reader = new LogsReader(interpreter, problems, warnings);
    Map<String, String> names = reader.names(names(file.ours(), environment, interpreter));
    List<LogConfig> logs = reader.logs(names, written(file.ours(), LOGGERS));
    Map<String, Section> sections =
        SECTIONS.stream()
            .collect(
                Collectors.toMap(
                    key -> key, key -> section(file.ours(), key, interpreter, problems)));
    problems.throwIfAny();
    return new EventLoggerConfig(logs, sections, warnings, environment.containsKey(NAME));
  }

  private static List<String> misspelt(YamlFile file) {
    List<String> warnings = new ArrayList<>();
    for (String key : file.others()) {
      Suggestions.closest(key, KEYS)
          .ifPresent(ours -> warnings.add(ignored(YamlTree.below(file.ours().place(), key), ours)));
    }
    return warnings;
  }

  /** What is meant to be discarded can be said; what is not is missed late. */
  private static void warnIfNothingIsNamed(
      Mapping file, Map<String, String> environment, List<String> warnings) {
    if (!environment.containsKey(NAME) && file.get(NAME).isEmpty()) {
      warnings.add(
          YamlTree.below(file.place(), NAME)
              + ": is missing, so every event is discarded; name a log, such as console, or write"
              + " null if that is meant");
    }
  }

  private static void checkOnce(Mapping file, String key, Problems problems) {
    if (file.stream(key).count() > 1) {
      problems.add(YamlTree.below(file.place(), key) + ": stands twice; keep one");
    }
  }

  private static YamlTree names(
      Mapping file, Map<String, String> environment, Interpreter interpreter) {
    String name = environment.get(NAME);
    if (name == null) {
      return interpreter.interpret(written(file, NAME));
    }
    // Plain only where that makes it null: a bare "no" is a text in an environment variable.
    boolean plain = new Scalar("", name, name, true, false, false).isNull();
    return new Scalar("environment variable " + NAME, name, name, plain, false, false);
  }

  private static Section section(
      Mapping file, String key, Interpreter interpreter, Problems problems) {
    YamlTree node = interpreter.interpret(written(file, key));
    Mapping mapping = problems.collect(() -> ValueBinder.mapping(node));
    return new Section("", mapping == null ? new Mapping(node.place(), List.of()) : mapping);
  }

  private static YamlTree written(Mapping file, String key) {
    return file.get(key).orElse(YamlTree.absent(YamlTree.below(file.place(), key)));
  }

  static String ignored(String place, String meant) {
    return place + ": ignored; did you mean \"" + meant + "\"?";
  }

  /** The chosen logs, in order; at least one, which is named {@code null} if no log was chosen. */
  public List<LogConfig> logs() {
    return logs;
  }

  /**
   * The same configuration, with settings of {@code EVENT_DELIVERY} that win over those in the file
   * and over those of every log: for a tool that must not drop events, say.
   */
  public EventLoggerConfig overrideDelivery(Map<String, ?> settings) {
    List<LogConfig> overridden =
        logs.stream().map(log -> log.overrideDelivery(Section.of(log.name(), settings))).toList();
    Map<String, Section> all = new HashMap<>(sections);
    all.computeIfPresent(DELIVERY, (key, ours) -> ours.overriddenBy(settings));
    return new EventLoggerConfig(overridden, all, warnings, namedByEnvironment);
  }

  /** The same configuration, without journals: the events of every log wait in memory. */
  public EventLoggerConfig withoutJournals() {
    Set<String> keys = Set.of("directory", "sync");
    List<LogConfig> inMemory = logs.stream().map(log -> log.withoutDelivery(keys)).toList();
    Map<String, Section> all = new HashMap<>(sections);
    all.computeIfPresent(DELIVERY, (key, ours) -> ours.without(keys));
    return new EventLoggerConfig(inMemory, all, warnings, namedByEnvironment);
  }

  /** {@code EVENT_DELIVERY}. */
  public Section delivery() {
    return section(DELIVERY);
  }

  /** {@code EVENT_SCHEMAS}. */
  public Section schemas() {
    return section(SCHEMAS);
  }

  /** {@code EVENT_POLICY}. */
  public Section policy() {
    return section(POLICY);
  }

  /** {@code EVENT_CONTEXT}. */
  public Section context() {
    return section(CONTEXT);
  }

  /** What is not wrong, but may not be what was meant; each as one line. */
  public List<String> warnings() {
    return warnings;
  }

  /** What is in force, as lines of {@code key: value}, without secrets. */
  public List<String> explain() {
    List<String> lines = new ArrayList<>();
    String names = logs.stream().map(LogConfig::name).collect(Collectors.joining(", "));
    String listed = logs.size() == 1 ? names : "[" + names + "]";
    lines.add(NAME + ": " + listed + (namedByEnvironment ? " (from the environment)" : ""));
    for (LogConfig log : logs) {
      lines.add(LOGGERS + "." + log.name() + ".logger: " + log.logger());
      lines.addAll(log.settings().explain());
      lines.addAll(log.when().explain());
      lines.addAll(log.context().explain());
      lines.addAll(log.delivery().explain());
    }
    SECTIONS.forEach(key -> lines.addAll(section(key).explain()));
    return lines;
  }

  /** For people: what is in force, without secrets. */
  @Override
  public String toString() {
    return String.join("\n", explain());
  }

  private Section section(String key) {
    return requireNonNull(sections.get(key));
  }
}
