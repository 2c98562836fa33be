package dev.eventlogger.cli;

import dev.eventlogger.config.BrokenPlugin;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.query.StoreCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The plugin JARs in a folder. Each gets a class loader of its own. */
final class PluginFolder {

  private final String placeOfJars;
  private final List<ClassLoader> loaders;
  private final List<BrokenPlugin> unreadable;

  private PluginFolder(
      String placeOfJars, List<ClassLoader> loaders, List<BrokenPlugin> unreadable) {
    this.placeOfJars = placeOfJars;
    this.loaders = loaders;
    this.unreadable = unreadable;
  }

  /** No plugins: only the command's own sinks and stores. */
  static PluginFolder none() {
    return new PluginFolder(
        "the folder that --plugins names", List.of(PluginFolder.class.getClassLoader()), List.of());
  }

  /**
   * Opens the JARs in a folder.
   *
   * @param mustExist whether a folder that does not exist is a mistake, or merely holds no plugins
   */
  static PluginFolder open(Path folder, boolean mustExist) {
    ClassLoader own = PluginFolder.class.getClassLoader();
    List<ClassLoader> loaders = new ArrayList<>(List.of(own));
    List<BrokenPlugin> unreadable = new ArrayList<>();
    for (Path jar : jars(folder, mustExist)) {
      // A class loader silently skips a JAR that it cannot read, so it is opened here first.
      try (JarFile file = new JarFile(jar.toFile())) {
        ClassLoader loader = new PluginClassLoader(jar, own);
        loaders.add(loader);
        SilentJar.look(jar, file, loader).ifPresent(unreadable::add);
      } catch (IOException e) {
        unreadable.add(new BrokenPlugin(jar.toString(), "not a readable JAR: " + e.getMessage()));
      }
    }
    String placeOfJars = "the folder " + folder.toAbsolutePath().normalize();
    return new PluginFolder(placeOfJars, loaders, unreadable);
  }

  /** The sinks of the command itself and of every plugin. */
  SinkCatalog sinks() {
    return SinkCatalog.of(loaders).withBroken(unreadable).addedTo(placeOfJars);
  }

  /** The stores of the command itself and of every plugin. */
  StoreCatalog stores() {
    return StoreCatalog.of(loaders).withBroken(unreadable);
  }

  private static List<Path> jars(Path folder, boolean mustExist) {
    if (!Files.isDirectory(folder)) {
      if (mustExist) {
        throw new UserMistake("--plugins: " + folder + " is not a folder");
      }
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UserMistake("plugins: " + folder + " cannot be read: " + e.getMessage());
    }
  }
}
