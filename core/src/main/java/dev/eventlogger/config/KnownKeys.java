package dev.eventlogger.config;

import dev.eventlogger.spi.ConfigSection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The top-level keys of the configuration that core or a module reads. Immutable. */
final class KnownKeys {

  static final String NAME = "EVENT_LOGGER_NAME";
  static final String LOGGERS = "EVENT_LOGGERS";
  static final String DELIVERY = "EVENT_DELIVERY";
  static final String SCHEMAS = "EVENT_SCHEMAS";
  static final String POLICY = "EVENT_POLICY";
  static final String CONTEXT = "EVENT_CONTEXT";
  static final String REPORTS = "EVENT_REPORTS";
  static final String OUTBOX = "EVENT_OUTBOX";

  /** The keys of this module. */
  static final List<String> OURS =
      List.of(NAME, LOGGERS, DELIVERY, SCHEMAS, POLICY, CONTEXT, REPORTS, OUTBOX);

  private static final Pattern KEY = Pattern.compile("EVENT_[A-Z][A-Z0-9_]*");

  private final List<String> all;
  private final List<ServiceScan.Candidate<ConfigSection>> modules;
  private final List<String> warnings;

  private KnownKeys(
      List<String> all, List<ServiceScan.Candidate<ConfigSection>> modules, List<String> warnings) {
    this.all = List.copyOf(all);
    this.modules = List.copyOf(modules);
    this.warnings = List.copyOf(warnings);
  }

  /** Ours, and those that the modules on the class path contribute. */
  static KnownKeys find() {
    ServiceScan<ConfigSection> scan =
        new ServiceScan<>(ConfigSection.class, ConfigSection::key, "key", KEY);
    Plugins.classPath()
        .forEach(loader -> scan.scan(loader, ServiceLoader.load(ConfigSection.class, loader)));
    Set<String> all = new LinkedHashSet<>(OURS);
    scan.candidates().forEach(section -> all.add(section.found().name()));
    List<String> warnings = new ArrayList<>();
    for (BrokenPlugin broken : scan.broken()) {
      warnings.add("the section of a module is ignored, since it cannot be known: " + broken);
    }
    return new KnownKeys(List.copyOf(all), scan.candidates(), warnings);
  }

  /** Lets each module check its section, and gathers what is wrong. */
  void check(Function<String, Section> sections, Problems problems) {
    for (ServiceScan.Candidate<ConfigSection> module : modules) {
      Section section = sections.apply(module.found().name());
      problems.run(() -> module.provider().get().check(section));
    }
  }

  List<String> all() {
    return all;
  }

  /** The keys whose value is a section. */
  List<String> sections() {
    return all.stream().filter(key -> !key.equals(NAME) && !key.equals(LOGGERS)).toList();
  }

  /** A line for each module whose section is broken. */
  List<String> warnings() {
    return warnings;
  }
}
