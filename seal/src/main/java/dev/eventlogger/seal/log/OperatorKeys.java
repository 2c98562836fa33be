package dev.eventlogger.seal.log;

import dev.eventlogger.seal.OperatorKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the operator keys of a log by its settings. Immutable. */
final class OperatorKeys {

  static final String FILE = "operator.key";

  private final SealSettings settings;
  private final Path own;

  /**
   * The keys of a log.
   *
   * @param journal the log's directory
   */
  OperatorKeys(SealSettings settings, Path journal) {
    this.settings = settings;
    own = journal.resolve(FILE);
  }

  /**
   * The operator key.
   *
   * @param isNew whether nothing was ever sealed, so that a missing key is made
   * @throws IllegalArgumentException if there is none, or it is not valid
   */
  OperatorKey operator(String origin, boolean isNew) throws IOException {
    if (settings.keyStore() != null) {
      return settings.keyStore().open(origin);
    }
    if (settings.keyFile() != null) {
      return read(origin, settings.keyFile(), "key_file");
    }
    if (isNew && !Files.exists(own)) {
      return OperatorKey.make(origin, own);
    }
    return read(origin, own, "key_file");
  }

  /** The former operator key; null if none is configured. */
  @Nullable OperatorKey former(String origin) throws IOException {
    return settings.formerKeyFile() == null
        ? null
        : read(origin, settings.formerKeyFile(), "former_key_file");
  }

  /**
   * The default origin of a log, which its key is part of: a seal that is begun again is the same
   * log to its anchors, which have more of it, and logs with other keys are told apart.
   *
   * @param isNew as for {@link #operator}
   */
  String origin(String log, boolean isNew) throws IOException {
    return log + "-" + operator(log, isNew).verifier().hex();
  }

  private static OperatorKey read(String origin, Path file, String setting) throws IOException {
    try {
      return OperatorKey.read(origin, file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          setting
              + ": "
              + file
              + " is not there; restore the operator key from where you keep a copy. Without it"
              + " this seal cannot go on: move its folder away, keep it for the auditor, and another"
              + " seal begins",
          e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
    }
  }
}
