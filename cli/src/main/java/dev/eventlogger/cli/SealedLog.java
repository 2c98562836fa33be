package dev.eventlogger.cli;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.LogConfig;
import dev.eventlogger.seal.OperatorKey;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.seal.log.ConfiguredSeal;
import dev.eventlogger.spi.FailureWords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A log of the configuration that is sealed, or is to be. */
record SealedLog(String name, ConfiguredSeal seal) {

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
                        + "\": is not sealed; set seal for it, or name the folder of its seal with"
                        + " --seal, and the operator key with --key"));
  }

  /** The log, if it is configured to be sealed, or any of it ever was. */
  static Optional<SealedLog> find(EventLoggerConfig config, String log) {
    Path journal = LogDeliveries.journals(config).get(log);
    Optional<LogConfig> configured =
        config.logs().stream().filter(each -> each.name().equals(log)).findFirst();
    if (journal == null || configured.isEmpty()) {
      return Optional.empty();
    }
    LogConfig found = configured.get();
    SealedLog sealed =
        new SealedLog(
            log,
            UserMistake.ifWrong(found.place() + ": ", () -> ConfiguredSeal.of(found, journal)));
    boolean isSealed = found.seal().isPresent() || sealed.folder().isThere();
    return isSealed ? Optional.of(sealed) : Optional.empty();
  }

  SealFolder folder() {
    return seal.folder();
  }

  /** What the log is called in its checkpoints. */
  String origin() {
    try {
      return seal.origin();
    } catch (IOException e) {
      throw new UserMistake("log \"" + name + "\": has no checkpoint: " + FailureWords.of(e));
    }
  }

  /**
   * The operator key, for signing.
   *
   * @throws UserMistake if it cannot be used here
   */
  OperatorKey operator() {
    try {
      return seal.operator();
    } catch (IOException | IllegalArgumentException e) {
      throw new UserMistake(
          "log \"" + name + "\": its operator key cannot be used: " + e.getMessage());
    }
  }
}
