package dev.eventlogger.config;

import dev.eventlogger.config.YamlTree.Entry;
import dev.eventlogger.config.YamlTree.Mapping;
import dev.eventlogger.config.YamlTree.Scalar;
import dev.eventlogger.config.YamlTree.Sequence;
import dev.eventlogger.config.YamlTree.Unreadable;
import dev.eventlogger.spi.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads which logs are chosen, and their entries. The contents of other entries are not checked.
 * For one thread.
 */
final class LogsReader {

  /** The log that discards every event. */
  static final String NULL = "null";

  private static final Pattern LOG_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
  private static final Pattern LOGGER_NAME = Pattern.compile("[a-z][a-z0-9-]*");

  private final Interpreter interpreter;
  private final Problems problems;
  private final List<String> warnings;

  LogsReader(Interpreter interpreter, Problems problems, List<String> warnings) {
    this.interpreter = interpreter;
    this.problems = problems;
    this.warnings = warnings;
  }

  /**
   * The names in an interpreted value, in order, each with its place; that of the null logger if
   * there are none.
   */
  Map<String, String> names(YamlTree node) {
    List<YamlTree> items = node instanceof Sequence list ? list.items() : List.of(node);
    Map<String, String> names = new LinkedHashMap<>();
    for (YamlTree item : items) {
      String name = problems.collect(() -> name(item));
      if (name != null && names.putIfAbsent(name, item.place()) != null) {
        problems.add(item.place() + ": names \"" + name + "\" again; name each log once");
      }
    }
    return names.isEmpty() ? Map.of(NULL, node.place()) : names;
  }

  private static String name(YamlTree node) {
    if (!(node instanceof Scalar scalar)) {
      throw new ConfigException(node.place(), "must be a single value, not " + node.kind());
    }
    if (node.isNull() || scalar.text().isEmpty()) {
      return NULL;
    }
    String right = "a log's name (letters, digits, - and _, beginning with a letter)";
    return matching(LOG_NAME, right, scalar);
  }

  /** The chosen logs, in the order of their names. */
  List<LogConfig> logs(Map<String, String> names, YamlTree written) {
    Mapping entries = entries(written);
    List<LogConfig> logs = new ArrayList<>();
    names.forEach(
        (name, place) -> {
          LogConfig log = problems.collect(() -> log(name, place, entries));
          if (log != null) {
            logs.add(log);
          }
        });
    return logs;
  }

  private Mapping entries(YamlTree written) {
    // A mapping is not interpreted here, since that would read all entries.
    YamlTree node = written instanceof Mapping ? written : interpreter.interpret(written);
    Mapping entries = problems.collect(() -> ValueBinder.mapping(node));
    if (entries == null) {
      return new Mapping(written.place(), List.of());
    }
    entries.stream("")
        .filter(entry -> entry.value() instanceof Unreadable)
        .forEach(entry -> interpreter.interpret(entry.value()));
    return entries;
  }

  private LogConfig log(String name, String namedAt, Mapping entries) {
    List<Entry> own = entries.stream(name).toList();
    if (own.isEmpty()) {
      warnIfMisspelt(name, entries);
    }
    if (own.size() > 1) {
      problems.add(own.get(1).value().place() + ": stands twice; keep one");
    }
    String place = YamlTree.below(entries.place(), name);
    YamlTree written = own.isEmpty() ? YamlTree.absent(place) : own.get(0).value();
    Mapping entry = ValueBinder.mapping(interpreter.interpret(written));
    Set<String> ours = EventLoggerConfig.KEYS_OF_A_LOG;
    String logger = problems.collect(() -> logger(name, entry));
    Optional<Section> seal = seal(name, entry);
    return new LogConfig(
        name,
        logger == null ? name : logger,
        entry.get("logger").map(YamlTree::place).orElse(namedAt),
        new Section(name, entry.without(ours), ours).sealed(seal.isPresent()),
        section(name, entry, "when"),
        new Section(name, new Mapping(entry.place(), entry.stream("keys").toList())),
        section(name, entry, "delivery"),
        seal);
  }

  private static String logger(String name, Mapping entry) {
    Optional<YamlTree> logger = entry.get("logger").filter(node -> !node.isNull());
    if (logger.isEmpty()) {
      return name;
    }
    if (!(logger.get() instanceof Scalar scalar)) {
      String kind = logger.get().kind();
      throw new ConfigException(logger.get().place(), "must be a single value, not " + kind);
    }
    String right = "a sink's name (small letters, digits and -, beginning with a letter)";
    return matching(LOGGER_NAME, right, scalar);
  }

  /** {@code seal: {}} asks for a seal; without the key, or with null, there is none. */
  private Optional<Section> seal(String name, Mapping entry) {
    return entry
        .get("seal")
        .filter(node -> !node.isNull())
        .map(node -> section(name, entry, "seal"));
  }

  private Section section(String name, Mapping entry, String key) {
    Mapping empty = new Mapping(YamlTree.below(entry.place(), key), List.of());
    Mapping section =
        problems.collect(() -> entry.get(key).map(ValueBinder::mapping).orElse(empty));
    return new Section(name, section == null ? empty : section);
  }

  private void warnIfMisspelt(String name, Mapping entries) {
    for (Entry entry : entries.entries()) {
      if (Suggestions.closest(entry.key(), Set.of(name)).isPresent()) {
        warnings.add(ConfigReader.ignored(entry.value().place(), name));
      }
    }
  }

  private static String matching(Pattern pattern, String right, Scalar scalar) {
    String text = ScalarTypes.text(scalar);
    if (!pattern.matcher(text).matches()) {
      throw new ConfigException(scalar.place(), "must be " + right + ", not " + scalar.shown());
    }
    return text;
  }
}
