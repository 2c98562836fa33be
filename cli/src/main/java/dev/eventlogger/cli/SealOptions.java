package dev.eventlogger.cli;

import dev.eventlogger.cli.verify.Trust;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.seal.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which seals a command reads, and which operator keys it trusts. */
final class SealOptions {

  @Option(
      names = "--seal",
      paramLabel = "FOLDER",
      description =
          "The seal's folder; once for each node that writes to the store. Default: that of the"
              + " log, beside its journal.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "An operator key that is trusted, as seal keys show prints it, or a file with such lines."
              + " Default: the log's own, which is no proof for anybody else.")
  private List<String> keys = new ArrayList<>();

  /** The seals that were named, or else the log's own. */
  List<SealFolder> folders(EventLoggerConfig config, String log) {
    if (!folders.isEmpty()) {
      return folders.stream().map(SealFolder::new).toList();
    }
    return List.of(SealedLog.of(config, log).folder());
  }

  boolean hasKeys() {
    return !keys.isEmpty();
  }

  /** The keys that were named. */
  Trust named() {
    if (keys.isEmpty()) {
      throw new UserMistake(
          "--key: say which operator key is trusted, as seal keys show prints it");
    }
    return new Trust(keys.stream().flatMap(SealOptions::read).toList());
  }

  private static Stream<VerifierKey> read(String key) {
    try {
      Path file = Path.of(key);
      return Files.isRegularFile(file)
          ? Files.readAllLines(file).stream()
              .filter(line -> !line.isBlank())
              .map(VerifierKey::parse)
          : Stream.of(VerifierKey.parse(key));
    } catch (IOException | IllegalArgumentException e) {
      throw new UserMistake("--key: " + e.getMessage());
    }
  }

  /** The keys that were named, or else the log's own. */
  Trust trust(EventLoggerConfig config, String log) {
    return hasKeys()
        ? named()
        : new Trust(List.of(SealedLog.of(config, log).operator().verifier()));
  }
}
