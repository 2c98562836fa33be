package dev.eventlogger.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Loads one plugin: its own classes first, so that a library it brings does not conflict with ours,
 * except for what plugin and framework must share.
 */
final class PluginClassLoader extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader framework;

  PluginClassLoader(Path jar, ClassLoader framework) {
    super("plugin " + jar.getFileName(), new URL[] {url(jar)}, framework);
    this.framework = framework;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (isShared(name)) {
      return framework.loadClass(name);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        try {
          loaded = findClass(name);
        } catch (ClassNotFoundException e) {
          loaded = framework.loadClass(name);
        }
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }

  /** The plugin's own resource first, as with classes. */
  @Override
  public @Nullable URL getResource(String name) {
    URL own = findResource(name);
    return own != null ? own : super.getResource(name);
  }

  /** Looks for services in the plugin alone, since the framework's own are found anyway. */
  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.startsWith("META-INF/services/dev.eventlogger.")
        ? findResources(name)
        : super.getResources(name);
  }

  private static boolean isShared(String name) {
    return name.startsWith("java.")
        || name.startsWith("dev.eventlogger.event.")
        || name.startsWith("dev.eventlogger.spi.")
        || name.startsWith("dev.eventlogger.config.")
        || name.startsWith("dev.eventlogger.query.");
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
