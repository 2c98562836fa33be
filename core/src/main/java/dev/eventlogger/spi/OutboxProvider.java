package dev.eventlogger.spi;

import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes the outbox of an event logger from a section of the configuration. Found with {@link
 * java.util.ServiceLoader}; there can be only one on the class path.
 */
public interface OutboxProvider extends ConfigSection {

  /**
   * Opens the outbox, and creates its table if the settings say so. A database that does not answer
   * yet is tried again later.
   *
   * @param settings the section, which may be empty
   * @param connections the application's, which it closes itself; null if it gives none
   * @throws RuntimeException for all that is wrong with the settings, as {@link SinkConfig#as} does
   */
  Outbox open(SinkConfig settings, @Nullable DataSource connections);

  /**
   * Inspects the outbox from outside, and changes nothing.
   *
   * @param logs those that are configured
   * @return its state; empty if only the application has connections to it
   * @throws Exception if it cannot be inspected, saying why
   */
  Optional<OutboxState> look(SinkConfig settings, Set<String> logs) throws Exception;
}
