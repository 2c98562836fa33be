package dev.eventlogger;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.ModulePlugin;
import dev.eventlogger.config.Section;
import dev.eventlogger.spi.Outbox;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The outbox of an event logger, which has one if the section has settings or the application gave
 * its connections. Immutable.
 *
 * @param connections null if the application gave none
 */
record Outboxes(Section section, @Nullable DataSource connections) {

  private boolean isWanted() {
    return !section.isEmpty() || connections != null;
  }

  /**
   * Checks the settings, and opens nothing.
   *
   * @throws ConfigException for all that is wrong with them, or if the module is missing
   */
  void check() {
    if (isWanted()) {
      ModulePlugin.OUTBOX.find(section).check(section);
    }
  }

  /**
   * Opens the outbox; null if there is to be none.
   *
   * @throws ConfigException for what is wrong with the settings or with the table
   */
  @Nullable Outbox open() {
    if (!isWanted()) {
      return null;
    }
    try {
      return ModulePlugin.OUTBOX.find(section).open(section, connections);
    } catch (ConfigException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw section.refused(String.valueOf(e.getMessage()));
    }
  }
}
