package dev.eventlogger.config;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.function.Function;

/** The services of one kind that were found, each by its name. Immutable. */
final class Services<T> {

  private final String kind;
  private final List<ServiceScan.Candidate<T>> candidates;
  private final List<BrokenSink> broken;

  private Services(
      String kind, List<ServiceScan.Candidate<T>> candidates, List<BrokenSink> broken) {
    this.kind = kind;
    this.candidates = List.copyOf(candidates);
    this.broken = List.copyOf(broken);
  }

  /**
   * What class loaders see, in their order.
   *
   * @param kind what several of them are called
   */
  static <T> Services<T> find(
      ServiceScan<T> scan, String kind, List<? extends ClassLoader> loaders) {
    loaders.forEach(scan::scan);
    return new Services<>(kind, scan.candidates(), scan.broken());
  }

  /** The thread's context class loader, else the one of this class. */
  static List<ClassLoader> classPath() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return List.of(context != null ? context : Services.class.getClassLoader());
  }

  Services<T> withBroken(List<BrokenSink> more) {
    List<BrokenSink> all = new ArrayList<>(broken);
    all.addAll(more);
    return new Services<>(kind, candidates, all);
  }

  /** In the order of their names. */
  List<FoundSink> all() {
    return candidates.stream()
        .map(ServiceScan.Candidate::found)
        .sorted(Comparator.comparing(FoundSink::name))
        .toList();
  }

  List<BrokenSink> broken() {
    return broken;
  }

  /** What a message about an unknown name says of those that are broken. */
  String brokenOnes() {
    return broken.isEmpty()
        ? ""
        : "; broken: " + broken.stream().map(BrokenSink::toString).collect(joining("; "));
  }

  /** A line for each name that several have. */
  List<String> duplicates() {
    return all().stream()
        .map(FoundSink::name)
        .distinct()
        .filter(name -> named(name).size() > 1)
        .map(name -> severalAre(name, named(name)))
        .toList();
  }

  /**
   * Makes a new one; empty if there is none of that name.
   *
   * @param place where the name stands, for the message
   * @param one what one of them is called
   * @throws ConfigException if several have the name, or it cannot be made
   */
  Optional<T> create(String name, String place, String one) {
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
