package dev.eventlogger.config;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The plugins of one kind that were found with {@link java.util.ServiceLoader}, by name. A broken
 * one does not hide others, and is listed with the reason. Immutable.
 *
 * @param <T> the service that they implement
 */
public final class Plugins<T> {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  private final String kind;
  private final List<ServiceScan.Candidate<T>> candidates;
  private final List<BrokenPlugin> broken;

  private Plugins(
      String kind, List<ServiceScan.Candidate<T>> candidates, List<BrokenPlugin> broken) {
    this.kind = kind;
    this.candidates = List.copyOf(candidates);
    this.broken = List.copyOf(broken);
  }

  /**
   * Finds what class loaders see, in their order.
   *
   * @param loading {@code loader -> ServiceLoader.load(service, loader)}; a module must make that
   *     call itself
   * @param nameOf returns a plugin's name, which matches {@code [a-z][a-z0-9-]*}
   * @param nameMethod what {@code nameOf} calls, for messages
   * @param kind their plural in messages
   */
  public static <T> Plugins<T> find(
      Class<T> service,
      Function<ClassLoader, ServiceLoader<T>> loading,
      Function<T, String> nameOf,
      String nameMethod,
      String kind,
      List<? extends ClassLoader> loaders) {
    ServiceScan<T> scan = new ServiceScan<>(service, nameOf, nameMethod, NAME);
    loaders.forEach(loader -> scan.scan(loader, loading.apply(loader)));
    return new Plugins<>(kind, scan.candidates(), scan.broken());
  }

  /** The thread's context class loader, or else that of this class. */
  public static List<ClassLoader> classPath() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return List.of(context != null ? context : Plugins.class.getClassLoader());
  }

  /** These plugins, and broken ones that were found elsewhere. */
  public Plugins<T> withBroken(List<BrokenPlugin> more) {
    List<BrokenPlugin> all = new ArrayList<>(broken);
    all.addAll(more);
    return new Plugins<>(kind, candidates, all);
  }

  /** The usable plugins, sorted by name. */
  public List<FoundPlugin> all() {
    return candidates.stream()
        .map(ServiceScan.Candidate::found)
        .sorted(Comparator.comparing(FoundPlugin::name))
        .toList();
  }

  /** What is registered but cannot be used. */
  public List<BrokenPlugin> broken() {
    return broken;
  }

  /** What a message about an unknown name adds about the broken ones. */
  public String brokenOnes() {
    return broken.isEmpty()
        ? ""
        : "; broken: " + broken.stream().map(BrokenPlugin::toString).collect(joining("; "));
  }

  /** A line for each name that several plugins have. */
  public List<String> duplicates() {
    return all().stream()
        .map(FoundPlugin::name)
        .distinct()
        .filter(name -> named(name).size() > 1)
        .map(name -> severalAre(name, named(name)))
        .toList();
  }

  /**
   * Creates an instance; empty if there is no plugin of that name.
   *
   * @param place where the name stands, for the message
   * @param one their singular in messages
   * @throws ConfigException if several have the name, or it cannot be made
   */
  public Optional<T> create(String name, String place, String one) {
    List<ServiceScan.Candidate<T>> named = named(name);
    if (named.size() > 1) {
      throw new ConfigException(List.of(place + ": " + severalAre(name, named)));
    }
    try {
      return named.stream()
          .findFirst()
          .map(candidate -> ServiceScan.made(candidate.provider(), Function.identity()));
    } catch (ServiceConfigurationError | LinkageError | IllegalStateException e) {
      throw new ConfigException(
          List.of(place + ": " + one + " \"" + name + "\" cannot be made: " + e));
    }
  }

  private List<ServiceScan.Candidate<T>> named(String name) {
    return candidates.stream().filter(candidate -> candidate.found().name().equals(name)).toList();
  }

  private String severalAre(String name, List<ServiceScan.Candidate<T>> named) {
    return "several "
        + kind
        + " are called \""
        + name
        + "\"; remove all JARs but one of: "
        + named.stream()
            .map(candidate -> candidate.found().className() + " in " + candidate.found().origin())
            .collect(joining(", "));
  }
}
