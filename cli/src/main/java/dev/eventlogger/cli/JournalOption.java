package dev.eventlogger.cli;

import dev.eventlogger.journal.JournalFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which journals a command is about: a named one, or those of a configuration. */
final class JournalOption {

  @Mixin private ConfigOption config;

  @Option(
      names = "--log",
      paramLabel = "NAME",
      description = "The log of the configuration. Default: all that have a journal.")
  private @Nullable String log;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description = "The journal's folder. Default: those of the configuration.")
  private @Nullable Path directory;

  /** The folders, each of which is a journal. */
  List<Path> directories() throws IOException {
    if (directory != null) {
      if (!JournalFiles.isJournal(directory)) {
        throw new UserMistake(
            directory
                + ": is no journal; name the folder of a log in EVENT_DELIVERY.directory, or the log"
                + " with --log");
      }
      return List.of(directory);
    }
    return log == null ? all(configured()) : List.of(named(configured(), log));
  }

  private static List<Path> all(Map<String, Path> configured) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path path : configured.values()) {
      if (JournalFiles.isJournal(path)) {
        found.add(path);
      }
    }
    if (found.isEmpty()) {
      throw new UserMistake(
          configured.isEmpty()
              ? "no log has a journal: EVENT_DELIVERY.directory is not set; set it, or name a folder"
              : "no log has written a journal yet: there is none in " + configured.values());
    }
    return found;
  }

  private static Path named(Map<String, Path> configured, String name) throws IOException {
    Path path = configured.get(name);
    if (path == null || !JournalFiles.isJournal(path)) {
      throw new UserMistake(
          "--log: there is no journal of \""
              + name
              + "\" (there are: "
              + String.join(", ", configured.keySet())
              + ")");
    }
    return path;
  }

  private Map<String, Path> configured() {
    return LogDeliveries.journals(config.load());
  }
}
