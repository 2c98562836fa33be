package dev.eventlogger.spi;

import dev.eventlogger.journal.file.FileMode;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes the seals of logs. Found with {@link java.util.ServiceLoader}; there can be only one on the
 * class path.
 */
public interface SealProvider {

  /**
   * Checks the settings of a seal, and opens nothing.
   *
   * @throws IllegalArgumentException with one line for each mistake, as {@link SinkConfig#as} does
   */
  void check(SinkConfig settings);

  /**
   * Opens the seal of a log to continue it, or creates it if there is none.
   *
   * @param settings the log's section {@code seal}, which may be empty
   * @param journal the log's directory, which the seal lies below
   * @param mode who may read and write its files
   * @throws IllegalArgumentException for what is wrong with the settings, or with the key
   * @throws IOException if its files cannot be used, saying why
   */
  Seal open(SinkConfig settings, Path journal, FileMode mode) throws IOException;
}
