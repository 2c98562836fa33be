package dev.eventlogger.cli;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.seal.Checkpoint;
import dev.eventlogger.seal.Note;
import dev.eventlogger.seal.OperatorKey;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.spi.FailureWords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A log of the configuration that is sealed, as its files say. */
record SealedLog(String name, Path journal, SealFolder folder) {

  private static final String KEY = "operator.key";

  /**
   * A log that must be sealed.
   *
   * @throws UserMistake if it is not
   */
  static SealedLog of(EventLoggerConfig config, String log) {
    return find(config, log)
        .orElseThrow(
            () ->
                new UserMistake(
                    "log \""
                        + log
                        + "\": has no seal beside its journal; seal the log, or name the folder of"
                        + " its seal with --seal"));
  }

  /** The log, if anything of it was ever sealed. */
  static Optional<SealedLog> find(EventLoggerConfig config, String log) {
    Path journal = LogDeliveries.journals(config).get(log);
    return Optional.ofNullable(journal)
        .map(directory -> new SealedLog(log, directory, new SealFolder(directory.resolve("seal"))))
        .filter(sealed -> sealed.folder().isThere());
  }

  /** What the log is called in its checkpoints. */
  String origin() {
    try {
      return Checkpoint.parse(Note.parse(folder.checkpoint())).origin();
    } catch (IOException | IllegalArgumentException e) {
      throw new UserMistake(
          folder.path() + ": the checkpoint cannot be read: " + FailureWords.of(e));
    }
  }

  /**
   * The operator key, which signs.
   *
   * @throws UserMistake if it is not to be had here
   */
  OperatorKey operator() {
    Path file = journal.resolve(KEY);
    try {
      return OperatorKey.read(origin(), file);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserMistake(
          "log \"" + name + "\": its operator key cannot be read: " + FailureWords.of(e));
    }
  }
}
