package dev.eventlogger.config;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for plugins of one kind with {@link ServiceLoader}, skipping broken ones. A JAR may be
 * hostile or half copied: whatever its code throws is listed as a reason, and never ends the
 * search.
 */
final class ServiceScan<T> {

  // ServiceLoader may fail at the same place for ever.
  private static final int MOST_FAILURES = 100;

  // Long enough, since constructors and name methods do no work.
  private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

  private final Class<T> service;
  private final String servicesFile;
  private final Function<T, String> nameOf;
  private final String nameMethod;
  private final Pattern names;
  private final List<Candidate<T>> candidates = new ArrayList<>();
  private final List<BrokenPlugin> broken = new ArrayList<>();
  private final Set<Class<?>> seen = new HashSet<>();

  /**
   * Creates a scan for one kind of service.
   *
   * @param nameMethod what {@code nameOf} calls, for messages
   * @param names the pattern of valid names
   */
  ServiceScan(Class<T> service, Function<T, String> nameOf, String nameMethod, Pattern names) {
    this.service = service;
    this.servicesFile = "META-INF/services/" + service.getName();
    this.nameOf = nameOf;
    this.nameMethod = nameMethod;
    this.names = names;
  }

  /** A plugin that could be instantiated once, and so can be again. */
  record Candidate<T>(FoundPlugin found, ServiceLoader.Provider<T> provider) {}

  List<Candidate<T>> candidates() {
    return candidates;
  }

  List<BrokenPlugin> broken() {
    return broken;
  }

  /** Scans what a class loader sees. */
  void scan(ClassLoader loader, ServiceLoader<T> services) {
    Iterator<ServiceLoader.Provider<T>> providers = services.stream().iterator();
    int failures = 0;
    while (failures < MOST_FAILURES) {
      try {
        if (!providers.hasNext()) {
          return;
        }
        inspect(providers.next());
      } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
        failures++;
        addBroken(originOf(loader, e), e, null);
      }
    }
  }

  private void inspect(ServiceLoader.Provider<T> provider) {
    Class<? extends T> type = provider.type();
    if (!seen.add(type)) {
      return;
    }
    try {
      String name = made(provider, service -> nameOf.apply(service));
      if (name == null || !names.matcher(name).matches()) {
        throw new IllegalStateException("its " + nameMethod + "() does not match " + names);
      }
      String version = type.getPackage().getImplementationVersion();
      candidates.add(
          new Candidate<>(
              new FoundPlugin(name, type.getName(), originOf(type), version), provider));
    } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
      addBroken(originOf(type), e, type.getName());
    }
  }

  /**
   * Creates a service and asks it something.
   *
   * @throws IllegalStateException if that hangs
   */
  static <T, R> R made(ServiceLoader.Provider<T> provider, Function<T, R> question) {
    String what = provider.type().getName() + ", or its constructor,";
    try {
      return PluginCall.within(
          LONGEST_CALL, what, () -> question.apply(provider.get()), late -> {});
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + what + " was called", e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private void addBroken(String origin, Throwable failure, @Nullable String className) {
    BrokenPlugin sink = new BrokenPlugin(origin, reason(failure, className));
    if (!broken.contains(sink)) {
      broken.add(sink);
    }
  }

  /** The most telling messages: the failure's own, and those of its causes. */
  private String reason(Throwable failure, @Nullable String className) {
    String prefix = service.getName() + ": ";
    String words = String.valueOf(failure.getMessage());
    StringBuilder reason =
        new StringBuilder(words.startsWith(prefix) ? words.substring(prefix.length()) : words);
    Throwable cause = failure.getCause();
    String built = ClassVersions.builtForNewerJava(failure);
    if (built != null) {
      return Secrets.printable(className == null ? built : className + ": " + built);
    }
    for (int depth = 0; cause != null && depth < 5; depth++, cause = cause.getCause()) {
      reason.append("; ").append(cause);
    }
    if (className != null && reason.indexOf(className) < 0) {
      reason.insert(0, className + ": ");
    }
    return Secrets.printable(reason.toString());
  }

  private String originOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? "the Java runtime"
        : fileName(source.getLocation());
  }

  /** The JARs whose services files name the class that a failure is about. */
  private String originOf(ClassLoader loader, Throwable failure) {
    String words = String.valueOf(failure.getMessage());
    // The JVM writes app/Sink for app.Sink.
    String dotted = words.replace('/', '.');
    List<String> origins = new ArrayList<>();
    try {
      for (URL file : Collections.list(loader.getResources(servicesFile))) {
        if (words.contains(file.toString()) || names(file).anyMatch(dotted::contains)) {
          origins.add(fileName(file));
        }
      }
    } catch (IOException e) {
      return "unknown place (" + e.getMessage() + ")";
    }
    return origins.isEmpty() ? "unknown place" : String.join(" or ", origins);
  }

  private static Stream<String> names(URL servicesFile) throws IOException {
    try (var in = servicesFile.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty());
    }
  }

  /** The JAR of a URL, without the path inside it. */
  private String fileName(URL url) {
    String text = url.toString().replaceFirst("^jar:", "").replaceFirst("!/.*$", "");
    return text.replaceFirst("^file:", "").replaceFirst("/" + servicesFile + "$", "");
  }
}
