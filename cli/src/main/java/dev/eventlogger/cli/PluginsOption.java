package dev.eventlogger.cli;

import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.query.StoreCatalog;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command finds sinks besides its own. */
final class PluginsOption {

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Where plugin JARs are. Default: the folder plugins beside this command.")
  private @Nullable Path directory;

  /** The sinks to choose from. */
  SinkCatalog catalog() {
    return folder().sinks();
  }

  /** The stores to choose from. */
  StoreCatalog stores() {
    return folder().stores();
  }

  private PluginFolder folder() {
    if (directory != null) {
      return PluginFolder.open(directory, true);
    }
    // The launcher says where it is installed. Without it there are no plugins: code from the
    // current folder is not run.
    String home = System.getProperty("eventlogger.home");
    return home == null
        ? PluginFolder.none()
        : PluginFolder.open(Path.of(home).resolve("plugins"), false);
  }
}
