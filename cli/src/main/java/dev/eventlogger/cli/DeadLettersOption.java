package dev.eventlogger.cli;

import static java.util.stream.Collectors.joining;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.DeadLetterFolder;
import dev.eventlogger.delivery.DeliverySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters a command is about. */
final class DeadLettersOption {

  @Option(
      names = "--log",
      paramLabel = "NAME",
      description = "Only those of one log; _invalid are those that do not meet their schema.")
  private @Nullable String log;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description = "The folder they are in. Default: what the configuration says.")
  private @Nullable Path directory;

  @Nullable String log() {
    return log;
  }

  /** The folder named, or those of the configuration, which is loaded only if needed. */
  List<DeadLetterFolder> folders(ConfigOption config) {
    return directory != null ? List.of(named(directory)) : required(config.load());
  }

  /** The folder named, or those of a configuration. */
  List<DeadLetterFolder> folders(EventLoggerConfig config) {
    return directory != null ? List.of(named(directory)) : required(config);
  }

  private static DeadLetterFolder named(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new UserMistake(directory + ": is not a folder; name one with dead letters");
    }
    return new DeadLetterFolder(directory);
  }

  private static List<DeadLetterFolder> required(EventLoggerConfig config) {
    List<DeadLetterFolder> folders = configured(config);
    if (folders.isEmpty()) {
      throw new UserMistake(
          "no dead letters are kept: EVENT_DELIVERY.dead_letters is not set; set it, or name a"
              + " folder");
    }
    return folders;
  }

  /** The folders that a configuration names; empty if it keeps no dead letters. */
  static List<DeadLetterFolder> configured(EventLoggerConfig config) {
    return Stream.concat(
            Stream.of(config.delivery().as(DeliverySettings.class)),
            LogDeliveries.of(config).values().stream())
        .map(DeliverySettings::deadLetters)
        .filter(Objects::nonNull)
        .distinct()
        .map(DeadLetterFolder::new)
        .toList();
  }

  /** The message if there are none. */
  String none(List<DeadLetterFolder> folders) {
    String whose = log == null ? "" : " of " + log;
    return "no dead letters"
        + whose
        + " in "
        + folders.stream().map(folder -> folder.path().toString()).collect(joining(", "));
  }

  /** The logs in a folder that the command is about. */
  List<String> logs(DeadLetterFolder folder) throws IOException {
    return folder.logs().stream().filter(name -> log == null || name.equals(log)).toList();
  }
}
