package dev.eventlogger.config;

import static java.util.stream.Collectors.joining;

import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.Suggestions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The sinks that can be named: found with {@link java.util.ServiceLoader}, or given by the
 * application. Broken ones hide no others, and are listed with the reason. For one thread, and one
 * event logger: a sink given by the application is handed out once.
 */
public final class SinkCatalog {

  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "null", "event-logger-sink-null",
          "console", "event-logger-sink-console",
          "file", "event-logger-sink-file",
          "elasticsearch", "event-logger-sink-elasticsearch");

  private final List<SinkScan.Candidate> candidates;
  private final List<BrokenSink> broken;
  private final List<BaseEventLogger> given;
  private final Set<BaseEventLogger> handedOut = Collections.newSetFromMap(new IdentityHashMap<>());

  private SinkCatalog(
      List<SinkScan.Candidate> candidates, List<BrokenSink> broken, List<BaseEventLogger> given) {
    this.candidates = candidates;
    this.broken = broken;
    this.given = given;
  }

  /** The sinks that the thread's context class loader sees, else those beside this class. */
  public static SinkCatalog ofClassPath() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return of(List.of(context != null ? context : SinkCatalog.class.getClassLoader()));
  }

  /** The sinks that class loaders see, in their order. */
  public static SinkCatalog of(List<? extends ClassLoader> loaders) {
    SinkScan scan = new SinkScan();
    loaders.forEach(scan::scan);
    return new SinkCatalog(List.copyOf(scan.candidates()), List.copyOf(scan.broken()), List.of());
  }

  /** This catalog and sinks that the application made; they win over found ones of their name. */
  public SinkCatalog with(List<? extends BaseEventLogger> sinks) {
    List<BaseEventLogger> all = new ArrayList<>(given);
    all.addAll(sinks);
    return new SinkCatalog(candidates, broken, List.copyOf(all));
  }

  /** This catalog and sinks that were found to be broken elsewhere. */
  public SinkCatalog withBroken(List<BrokenSink> more) {
    List<BrokenSink> all = new ArrayList<>(broken);
    all.addAll(more);
    return new SinkCatalog(candidates, List.copyOf(all), given);
  }

  /** Names that several sinks have, and so none can be found by, each with all their places. */
  public List<String> duplicates() {
    return sinks().stream()
        .map(FoundSink::name)
        .distinct()
        .filter(name -> named(name).size() > 1)
        .map(name -> severalAre(name, named(name)))
        .toList();
  }

  private List<SinkScan.Candidate> named(String name) {
    return candidates.stream().filter(candidate -> candidate.sink().name().equals(name)).toList();
  }

  /** The sinks found, by name. */
  public List<FoundSink> sinks() {
    return candidates.stream()
        .map(SinkScan.Candidate::sink)
        .sorted(java.util.Comparator.comparing(FoundSink::name))
        .toList();
  }

  /** What is registered as a sink and cannot be used. */
  public List<BrokenSink> broken() {
    return broken;
  }

  /**
   * Makes a sink.
   *
   * @param place where the name stands, for the message
   * @throws ConfigException if no sink, or more than one, has the name
   */
  public BaseEventLogger create(String name, String place) {
    for (BaseEventLogger sink : given) {
      if (name.equals(sink.loggerName())) {
        return handOut(sink, place);
      }
    }
    List<SinkScan.Candidate> named = named(name);
    if (named.size() > 1) {
      throw new ConfigException(List.of(place + ": " + severalAre(name, named)));
    }
    if (named.isEmpty()) {
      return orNull(name, place);
    }
    try {
      return named.get(0).provider().get();
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new ConfigException(List.of(place + ": logger \"" + name + "\" cannot be made: " + e));
    }
  }

  /** One instance cannot serve two logs, which would call it at the same time. */
  private BaseEventLogger handOut(BaseEventLogger sink, String place) {
    if (!handedOut.add(sink)) {
      throw new ConfigException(
          List.of(
              place
                  + ": the application gave one sink called \""
                  + sink.loggerName()
                  + "\", and a log has it already; give one for each log"));
    }
    return sink;
  }

  /** The null logger works without its JAR. */
  private BaseEventLogger orNull(String name, String place) {
    if (name.equals(NullLogger.NAME)) {
      return new NullLogger();
    }
    throw new ConfigException(List.of(place + ": " + unknown(name)));
  }

  private static String severalAre(String name, List<SinkScan.Candidate> named) {
    return "several sinks are called \""
        + name
        + "\"; remove all JARs but one of: "
        + named.stream()
            .map(candidate -> candidate.sink().className() + " in " + candidate.sink().origin())
            .collect(joining(", "));
  }

  private String unknown(String name) {
    TreeSet<String> known = new TreeSet<>(List.of(NullLogger.NAME));
    candidates.forEach(candidate -> known.add(candidate.sink().name()));
    given.forEach(sink -> known.add(sink.loggerName()));
    @Nullable String artifact = ARTIFACTS.get(name);
    String advice =
        artifact != null
            ? "add dev.eventlogger:" + artifact + " to the class path"
            : Suggestions.closest(name, known)
                .map(close -> "did you mean \"" + close + "\"?")
                .orElse("add the JAR that holds it to the class path");
    return "there is no logger \""
        + name
        + "\"; "
        + advice
        + " (found: "
        + String.join(", ", known)
        + brokenOnes()
        + ")";
  }

  private String brokenOnes() {
    return broken.isEmpty()
        ? ""
        : "; broken: " + broken.stream().map(BrokenSink::toString).collect(joining("; "));
  }
}
