package dev.eventlogger.config;

import dev.eventlogger.config.YamlReader.YamlFile;
import dev.eventlogger.config.YamlTree.Mapping;
import dev.eventlogger.config.YamlTree.Scalar;
import dev.eventlogger.spi.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Reads the top level of a configuration, and gathers all mistakes. For one thread, once. */
final class ConfigReader {

  private final KnownKeys known;
  private final Mapping file;
  private final Map<String, String> environment;
  private final Interpreter interpreter;
  private final Problems problems;
  private final List<String> warnings;

  private ConfigReader(
      KnownKeys known,
      YamlFile file,
      Map<String, String> environment,
      Interpreter interpreter,
      Problems problems) {
    this.known = known;
    this.file = file.ours();
    this.environment = environment;
    this.interpreter = interpreter;
    this.problems = problems;
    warnings = new ArrayList<>(known.warnings());
    file.others().forEach(this::warnIfMisspelt);
  }

  static EventLoggerConfig ofText(String source, String yaml, Map<String, String> environment) {
    KnownKeys known = KnownKeys.find();
    YamlFile file = YamlReader.read(source, yaml, Set.copyOf(known.all()));
    Problems problems = new Problems();
    Interpreter interpreter = new Interpreter(environment, problems);
    return new ConfigReader(known, file, environment, interpreter, problems).read();
  }

  static EventLoggerConfig ofValues(Map<String, ?> values) {
    KnownKeys known = KnownKeys.find();
    return ofTree(known, PlainTree.file(values, known.all()));
  }

  static EventLoggerConfig ofHost(
      Map<String, ?> values, UnaryOperator<String> places, Predicate<String> isLoose) {
    KnownKeys known = KnownKeys.find();
    return ofTree(known, PlainTree.ofHost(places, isLoose).top(values, known.all()));
  }

  private static EventLoggerConfig ofTree(KnownKeys known, YamlFile file) {
    Problems problems = new Problems();
    Interpreter interpreter = Interpreter.ofValues(problems);
    return new ConfigReader(known, file, Map.of(), interpreter, problems).read();
  }

  private EventLoggerConfig read() {
    warnIfNothingIsNamed();
    known.all().forEach(this::checkOnce);
    LogsReader reader = new LogsReader(interpreter, problems, warnings);
    Map<String, String> names = reader.names(names());
    List<LogConfig> logs = reader.logs(names, written(KnownKeys.LOGGERS));
    Map<String, Section> sections = new LinkedHashMap<>();
    known.sections().forEach(key -> sections.put(key, section(key)));
    problems.throwIfAny();
    boolean isNamed = environment.containsKey(KnownKeys.NAME);
    return new EventLoggerConfig(logs, sections, warnings, isNamed);
  }

  private void warnIfMisspelt(String key) {
    Suggestions.closest(key, known.all())
        .ifPresent(ours -> warnings.add(ignored(YamlTree.below(file.place(), key), ours)));
  }

  static String ignored(String place, String meant) {
    return place + ": ignored; did you mean \"" + meant + "\"?";
  }

  /** Discarding everything on purpose can be configured; by accident, it would be noticed late. */
  private void warnIfNothingIsNamed() {
    if (!environment.containsKey(KnownKeys.NAME) && file.get(KnownKeys.NAME).isEmpty()) {
      warnings.add(
          YamlTree.below(file.place(), KnownKeys.NAME)
              + ": is missing, so every event is discarded; name a log, such as console, or write"
              + " null if that is meant");
    }
  }

  private void checkOnce(String key) {
    if (file.stream(key).count() > 1) {
      problems.add(YamlTree.below(file.place(), key) + ": stands twice; keep one");
    }
  }

  private YamlTree names() {
    String name = environment.get(KnownKeys.NAME);
    if (name == null) {
      return interpreter.interpret(written(KnownKeys.NAME));
    }
    // Plain only if that makes it null: in an environment variable, a bare "no" is a text.
    boolean plain = new Scalar("", name, name, true, false, false).isNull();
    return new Scalar("environment variable " + KnownKeys.NAME, name, name, plain, false, false);
  }

  private Section section(String key) {
    YamlTree node = interpreter.interpret(written(key));
    Mapping mapping = problems.collect(() -> ValueBinder.mapping(node));
    return new Section("", mapping == null ? new Mapping(node.place(), List.of()) : mapping);
  }

  private YamlTree written(String key) {
    return file.get(key).orElse(YamlTree.absent(YamlTree.below(file.place(), key)));
  }
}
