package dev.eventlogger.cli;

import dev.eventlogger.config.BrokenSink;
import dev.eventlogger.config.SinkCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The plugin JARs in a folder. Each gets a class loader of its own. */
final class PluginFolder {

  private PluginFolder() {}

  /**
   * The sinks of the command itself and of every plugin.
   *
   * @param mustExist whether a folder that does not exist is a mistake, or merely holds no plugins
   */
  static SinkCatalog catalog(Path folder, boolean mustExist) {
    ClassLoader own = PluginFolder.class.getClassLoader();
    List<ClassLoader> loaders = new ArrayList<>(List.of(own));
    List<BrokenSink> unreadable = new ArrayList<>();
    for (Path jar : jars(folder, mustExist)) {
      try {
        // A class loader passes over a JAR that it cannot read without a word.
        new JarFile(jar.toFile()).close();
        loaders.add(new PluginClassLoader(jar, own));
      } catch (IOException e) {
        unreadable.add(new BrokenSink(jar.toString(), "not a readable JAR: " + e.getMessage()));
      }
    }
    return SinkCatalog.of(loaders).withBroken(unreadable);
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
