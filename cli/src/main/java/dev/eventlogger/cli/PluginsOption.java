package dev.eventlogger.cli;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.config.StoreCatalog;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command finds sinks beside its own. */
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
    // The launcher says where it is; without it, that is the current folder.
    Path home = Path.of(System.getProperty("eventlogger.home", ""));
    Path plugins = requireNonNullElse(directory, home.resolve("plugins"));
    return PluginFolder.open(plugins, directory != null);
  }
}
