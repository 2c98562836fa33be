package dev.eventlogger.config;

import dev.eventlogger.journal.file.FileStamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configuration: one YAML file, which may be the application's own, or values read by a host.
 * Immutable.
 *
 * <p>Mistakes in its form, in the names of logs and in placeholders are found here; mistakes in
 * settings are found by {@link Section#as}, since only the reader of a section knows its settings.
 * Use {@link Problems} to report the mistakes of all sections at once.
 */
public final class EventLoggerConfig {

  static final Set<String> KEYS_OF_A_LOG = Set.of("logger", "when", "keys", "delivery", "seal");

  private final List<LogConfig> logs;
  private final Map<String, Section> sections;
  private final List<String> warnings;
  private final boolean namedByEnvironment;
  private final @Nullable ConfigFile file;
  private final List<SectionOverride> overrides;

  EventLoggerConfig(
      List<LogConfig> logs,
      Map<String, Section> sections,
      List<String> warnings,
      boolean namedByEnvironment) {
    this(logs, sections, warnings, namedByEnvironment, null, List.of());
  }

  private record SectionOverride(String key, Map<String, ?> settings) {}

  private EventLoggerConfig(
      List<LogConfig> logs,
      Map<String, Section> sections,
      List<String> warnings,
      boolean namedByEnvironment,
      @Nullable ConfigFile file,
      List<SectionOverride> overrides) {
    this.logs = List.copyOf(logs);
    this.sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
    this.warnings = List.copyOf(warnings);
    this.namedByEnvironment = namedByEnvironment;
    this.file = file;
    this.overrides = List.copyOf(overrides);
  }

  /**
   * Reads a file, using the environment of the process.
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
    return load(ConfigFile.find(yaml, environment));
  }

  private static EventLoggerConfig load(ConfigFile file) {
    EventLoggerConfig read = parse(file.name(), file.read(), file.environment());
    return new EventLoggerConfig(
        read.logs, read.sections, read.warnings, read.namedByEnvironment, file, List.of());
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
    return ConfigReader.ofText(source, yaml, environment);
  }

  /**
   * Takes values as they are, for a host that has its own configuration. Places in messages begin
   * with the key: {@code EVENT_LOGGERS.db.url}.
   *
   * @param values keys as in YAML, values of any depth: text, numbers, booleans, lists, maps and
   *     null. Text counts as quoted; no placeholders are replaced, and no environment variable
   *     overrides {@code EVENT_LOGGER_NAME}. Other keys are the host's, and their values are not
   *     read
   * @throws ConfigException with one line for each mistake
   */
  public static EventLoggerConfig of(Map<String, ?> values) {
    return ConfigReader.ofValues(values);
  }

  /**
   * Takes values from a host whose configuration consists of texts. Each may be a number, a boolean
   * or a text, as its setting requires, and no message shows it. An empty text counts as absent.
   *
   * @param values as in {@link #of(Map)}; the host has replaced its placeholders
   * @param places what messages call a key such as {@code EVENT_LOGGERS.db.url}: {@code
   *     application.yml:12: event-logger.loggers.db.url}
   * @param isLoose whether such a key does not show where the words of its last name end, as is the
   *     case for environment variables: then {@code poolsize}, or {@code size} below {@code pool},
   *     is the setting {@code pool_size} where there is no other of that name
   * @throws ConfigException with one line for each mistake
   */
  public static EventLoggerConfig ofHost(
      Map<String, ?> values, UnaryOperator<String> places, Predicate<String> isLoose) {
    return ConfigReader.ofHost(values, places, isLoose);
  }

  /** The top-level keys that are ours, including those of the modules on the class path. */
  public static Set<String> keys() {
    return Set.copyOf(KnownKeys.find().all());
  }

  /** The file that it was read from; empty if there is none. */
  public Optional<Path> file() {
    return Optional.ofNullable(file).map(ConfigFile::path);
  }

  /**
   * The file's stamp when it was read. If it is a different one now, the file has been written
   * since. Empty if this was not read from a file, or the file was gone.
   */
  public Optional<FileStamp> stamp() {
    return Optional.ofNullable(file).map(ConfigFile::stamp);
  }

  /**
   * Reads the file again, with the same environment. Settings that were {@link #override
   * overridden} stay overridden.
   *
   * @throws ConfigException as {@link #load(Path)} does
   * @throws IllegalStateException if it was not read from a file
   */
  public EventLoggerConfig reread() {
    if (file == null) {
      throw new IllegalStateException("this configuration was not read from a file");
    }
    EventLoggerConfig read = load(ConfigFile.find(file.path(), file.environment()));
    for (SectionOverride override : overrides) {
      read = read.override(override.key, override.settings);
    }
    return read;
  }

  /** The chosen logs, in order; if none was chosen, one with the name {@code null}. */
  public List<LogConfig> logs() {
    return logs;
  }

  /**
   * The same configuration, with other settings of {@code EVENT_DELIVERY}. They override those of
   * the file and of every log: for instance, for a tool that must not drop events.
   */
  public EventLoggerConfig overrideDelivery(Map<String, ?> settings) {
    List<LogConfig> overridden =
        logs.stream().map(log -> log.overrideDelivery(Section.of(log.name(), settings))).toList();
    Map<String, Section> all = new LinkedHashMap<>(sections);
    all.computeIfPresent(KnownKeys.DELIVERY, (key, ours) -> ours.overriddenBy(settings));
    return new EventLoggerConfig(overridden, all, warnings, namedByEnvironment, file, overrides);
  }

  /**
   * The same configuration, with settings of a section that override those of the file. For a tool
   * that has options for them.
   *
   * @param key as in {@link #section}
   * @throws IllegalArgumentException if there is no such section
   */
  public EventLoggerConfig override(String key, Map<String, ?> settings) {
    Map<String, Section> all = new LinkedHashMap<>(sections);
    all.put(key, section(key).overriddenBy(settings));
    List<SectionOverride> more = new ArrayList<>(overrides);
    more.add(new SectionOverride(key, settings));
    return new EventLoggerConfig(logs, all, warnings, namedByEnvironment, file, more);
  }

  /**
   * The same configuration, without journals. The events of every log wait in memory, except for
   * those of sealed logs, since a seal needs a journal.
   */
  public EventLoggerConfig withoutJournals() {
    Set<String> keys = Set.of("directory", "sync");
    List<LogConfig> inMemory =
        logs.stream()
            .map(log -> log.isSealed() ? log.orDelivery(delivery()) : log.withoutDelivery(keys))
            .toList();
    Map<String, Section> all = new LinkedHashMap<>(sections);
    all.computeIfPresent(KnownKeys.DELIVERY, (key, ours) -> ours.without(keys));
    return new EventLoggerConfig(inMemory, all, warnings, namedByEnvironment, file, overrides);
  }

  /**
   * The same configuration with only some of its logs: for a tool that works on these.
   *
   * @throws IllegalArgumentException if there is no such log, or no log is named
   */
  public EventLoggerConfig withLogs(Collection<String> names) {
    List<String> all = logs.stream().map(LogConfig::name).toList();
    for (String name : names) {
      if (!all.contains(name)) {
        throw new IllegalArgumentException(
            "there is no log \"" + name + "\" (there is: " + String.join(", ", all) + ")");
      }
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "no log is named (there is: " + String.join(", ", all) + ")");
    }
    List<LogConfig> chosen = logs.stream().filter(log -> names.contains(log.name())).toList();
    return new EventLoggerConfig(chosen, sections, warnings, namedByEnvironment, file, overrides);
  }

  /** {@code EVENT_DELIVERY}. */
  public Section delivery() {
    return section(KnownKeys.DELIVERY);
  }

  /** {@code EVENT_SCHEMAS}. */
  public Section schemas() {
    return section(KnownKeys.SCHEMAS);
  }

  /** {@code EVENT_POLICY}. */
  public Section policy() {
    return section(KnownKeys.POLICY);
  }

  /** {@code EVENT_REPORTS}. */
  public Section reports() {
    return section(KnownKeys.REPORTS);
  }

  /** {@code EVENT_OUTBOX}. */
  public Section outbox() {
    return section(KnownKeys.OUTBOX);
  }

  /** The same configuration without an outbox: for a tool that must not relay what waits there. */
  public EventLoggerConfig withoutOutbox() {
    Map<String, Section> all = new LinkedHashMap<>(sections);
    all.computeIfPresent(KnownKeys.OUTBOX, (key, ours) -> ours.cleared());
    return new EventLoggerConfig(logs, all, warnings, namedByEnvironment, file, overrides);
  }

  /** {@code EVENT_CONTEXT}. */
  public Section context() {
    return section(KnownKeys.CONTEXT);
  }

  /**
   * A top-level section; empty if it is absent. It is one of ours, or of a module whose {@link
   * dev.eventlogger.spi.ConfigSection} is on the class path.
   *
   * @throws IllegalArgumentException if there is no such section
   */
  public Section section(String key) {
    Section section = sections.get(key);
    if (section == null) {
      throw new IllegalArgumentException(
          key
              + ": no module reads such a section (known: "
              + String.join(", ", sections.keySet())
              + ")");
    }
    return section;
  }

  /**
   * Lets the modules on the class path check their sections. Otherwise these are checked only when
   * they are read.
   *
   * @param problems receives what is wrong
   */
  public void checkSections(Problems problems) {
    KnownKeys.find().check(this::section, problems);
  }

  /** What is not wrong but may be unintended, one line each. */
  public List<String> warnings() {
    return warnings;
  }

  /** The settings in force, as lines of {@code key: value}, without secrets. */
  public List<String> explain() {
    List<String> lines = new ArrayList<>();
    String names = logs.stream().map(LogConfig::name).collect(Collectors.joining(", "));
    String listed = logs.size() == 1 ? names : "[" + names + "]";
    lines.add(
        KnownKeys.NAME + ": " + listed + (namedByEnvironment ? " (from the environment)" : ""));
    for (LogConfig log : logs) {
      lines.add(KnownKeys.LOGGERS + "." + log.name() + ".logger: " + log.logger());
      lines.addAll(log.settings().explain());
      lines.addAll(log.when().explain());
      lines.addAll(log.context().explain());
      lines.addAll(log.delivery().explain());
      log.seal().ifPresent(seal -> lines.addAll(seal.explain()));
    }
    sections.values().forEach(section -> lines.addAll(section.explain()));
    return lines;
  }

  /** For people: the settings in force, without secrets. */
  @Override
  public String toString() {
    return String.join("\n", explain());
  }
}
