package dev.eventlogger.config;

import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.Suggestions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The sinks that a configuration can name. They are found with {@link java.util.ServiceLoader}, or
 * given by the application. A broken one does not hide others, and is listed with the reason. For
 * one thread, and one event logger: a sink given by the application is handed out only once.
 */
public final class SinkCatalog {

  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "null", "event-logger-sink-null",
          "console", "event-logger-sink-console",
          "file", "event-logger-sink-file",
          "cloudwatch", "event-logger-sink-cloudwatch",
          "db", "event-logger-sink-db",
          "elasticsearch", "event-logger-sink-elasticsearch",
          "kafka", "event-logger-sink-kafka");

  private final Plugins<BaseEventLogger> found;
  private final List<BaseEventLogger> given;
  private final String placeOfJars;
  private final Set<BaseEventLogger> handedOut = Collections.newSetFromMap(new IdentityHashMap<>());

  private SinkCatalog(
      Plugins<BaseEventLogger> found, List<BaseEventLogger> given, String placeOfJars) {
    this.found = found;
    this.given = given;
    this.placeOfJars = placeOfJars;
  }

  /**
   * The sinks that the thread's context class loader sees, or else the class loader of this class.
   */
  public static SinkCatalog ofClassPath() {
    return of(Plugins.classPath());
  }

  /** The sinks that class loaders see, in their order. */
  public static SinkCatalog of(List<? extends ClassLoader> loaders) {
    Plugins<BaseEventLogger> found =
        Plugins.find(
            BaseEventLogger.class,
            loader -> ServiceLoader.load(BaseEventLogger.class, loader),
            BaseEventLogger::loggerName,
            "loggerName",
            "sinks",
            loaders);
    return new SinkCatalog(found, List.of(), "the class path");
  }

  /**
   * This catalog, with sinks that the application created. They take precedence over found ones of
   * the same name.
   */
  public SinkCatalog with(List<? extends BaseEventLogger> sinks) {
    List<BaseEventLogger> all = new ArrayList<>(given);
    all.addAll(sinks);
    return new SinkCatalog(found, List.copyOf(all), placeOfJars);
  }

  /** This catalog, with broken sinks that were found elsewhere. */
  public SinkCatalog withBroken(List<BrokenPlugin> more) {
    return new SinkCatalog(found.withBroken(more), given, placeOfJars);
  }

  /**
   * This catalog, with another place that messages advise adding a JAR to.
   *
   * @param placeOfJars such as {@code the class path}, which is the default
   */
  public SinkCatalog addedTo(String placeOfJars) {
    return new SinkCatalog(found, given, placeOfJars);
  }

  /** Names that several sinks share, so that they find none, each with the places of all. */
  public List<String> duplicates() {
    return found.duplicates();
  }

  /** The sinks found, by name. */
  public List<FoundPlugin> sinks() {
    return found.all();
  }

  /** What is registered as a sink but cannot be used. */
  public List<BrokenPlugin> broken() {
    return found.broken();
  }

  /**
   * Creates a sink.
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
    return found.create(name, place, "logger").orElseGet(() -> orNull(name, place));
  }

  /** Hands a sink out once: two logs would call one instance at the same time. */
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

  private String unknown(String name) {
    TreeSet<String> known = new TreeSet<>(List.of(NullLogger.NAME));
    sinks().forEach(sink -> known.add(sink.name()));
    given.forEach(sink -> known.add(sink.loggerName()));
    @Nullable String artifact = ARTIFACTS.get(name);
    String advice =
        artifact != null
            ? "add dev.eventlogger:" + artifact + " to " + placeOfJars
            : Suggestions.closest(name, known)
                .map(close -> "did you mean \"" + close + "\"?")
                .orElse("add the JAR that holds it to " + placeOfJars);
    return "there is no logger \""
        + name
        + "\"; "
        + advice
        + " (found: "
        + String.join(", ", known)
        + found.brokenOnes()
        + ")";
  }
}
