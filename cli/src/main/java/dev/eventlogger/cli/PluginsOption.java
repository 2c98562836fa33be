package dev.eventlogger.cli;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.config.SinkCatalog;
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

  SinkCatalog catalog() {
    // The launcher says where it is; without it, that is the current folder.
    Path home = Path.of(System.getProperty("eventlogger.home", ""));
    Path plugins = requireNonNullElse(directory, home.resolve("plugins"));
    return PluginFolder.catalog(plugins, directory != null);
  }
}
