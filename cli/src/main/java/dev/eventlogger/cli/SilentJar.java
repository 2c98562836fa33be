package dev.eventlogger.cli;

import static java.util.stream.Collectors.joining;

import dev.eventlogger.config.BrokenPlugin;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.spi.BaseEventLogger;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Says why a JAR among the plugins supplies no plugin: {@link java.util.ServiceLoader} silently
 * ignores what is not registered.
 */
final class SilentJar {

  private static final String SERVICES = "META-INF/services/";
  private static final List<Class<?>> KINDS = List.of(BaseEventLogger.class, EventStore.class);
  // The first JDK whose javac does not run processors that are merely on the class path.
  private static final int JDK_WITHOUT_PROCESSORS = 23;
  private static final int MOST_CLASSES = 10_000;

  private final JarFile jar;
  private final ClassLoader loader;

  private SilentJar(JarFile jar, ClassLoader loader) {
    this.jar = jar;
    this.loader = loader;
  }

  /**
   * What is missing in a JAR; empty if it registers a sink or a store.
   *
   * @param loader of the JAR; its classes are loaded, but none of their code is run
   */
  static Optional<BrokenPlugin> look(Path path, JarFile jar, ClassLoader loader)
      throws IOException {
    boolean isRegistered =
        KINDS.stream().anyMatch(kind -> jar.getEntry(SERVICES + kind.getName()) != null);
    return isRegistered
        ? Optional.empty()
        : Optional.of(new BrokenPlugin(path.toString(), new SilentJar(jar, loader).reason()));
  }

  private String reason() throws IOException {
    List<Class<?>> plugins = plugins();
    if (plugins.isEmpty()) {
      return "brings no sink: no class in it extends "
          + BaseEventLogger.class.getName()
          + "; a library that a plugin needs belongs into the plugin's own JAR";
    }
    Class<?> first = plugins.get(0);
    String kind = kind(first).getSimpleName();
    return plugins.stream().map(Class::getName).collect(joining(", "))
        + " cannot be found: the JAR has no "
        + SERVICES
        + kind(first).getName()
        + "; annotate the class with @AutoService("
        + kind
        + ".class)"
        + aboutProcessors();
  }

  private String aboutProcessors() throws IOException {
    String rule =
        "javac from JDK 23 on runs AutoService only where auto-service is among the"
            + " annotationProcessorPaths, or with -proc:full";
    int builder = builder();
    if (builder == 0) {
      return "; if it is, " + rule;
    }
    return builder < JDK_WITHOUT_PROCESSORS
        ? ""
        : "; if it is: the JAR was built by JDK " + builder + ", and " + rule;
  }

  /**
   * The version of the JDK that built the JAR, from Maven's entry in the manifest; 0 if there is
   * none.
   */
  private int builder() throws IOException {
    Manifest manifest = jar.getManifest();
    String written =
        manifest == null ? null : manifest.getMainAttributes().getValue("Build-Jdk-Spec");
    return written != null && written.matches("[0-9]{1,4}") ? Integer.parseInt(written) : 0;
  }

  private List<Class<?>> plugins() {
    return jar.stream()
        .map(entry -> entry.getName())
        .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
        .limit(MOST_CLASSES)
        .flatMap(this::plugin)
        .toList();
  }

  private Stream<Class<?>> plugin(String entry) {
    String name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
    try {
      Class<?> type = Class.forName(name, false, loader);
      boolean isPlugin =
          KINDS.stream().anyMatch(kind -> kind.isAssignableFrom(type))
              && !Modifier.isAbstract(type.getModifiers());
      return isPlugin ? Stream.of(type) : Stream.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      return Stream.empty();
    }
  }

  private static Class<?> kind(Class<?> plugin) {
    return KINDS.stream().filter(kind -> kind.isAssignableFrom(plugin)).findFirst().orElseThrow();
  }
}
