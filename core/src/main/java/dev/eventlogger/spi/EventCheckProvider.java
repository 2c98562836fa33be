package dev.eventlogger.spi;

/**
 * Makes the check of an event logger from a section of the configuration. Found with {@link
 * java.util.ServiceLoader}; there can be only one on the class path.
 */
public interface EventCheckProvider extends ConfigSection {

  /**
   * Makes a check.
   *
   * @param settings the section, which may be empty
   * @param place where the section stands, for messages: {@code event-logger.yaml: EVENT_SCHEMAS}
   * @throws RuntimeException for all that is wrong with the settings, as {@link SinkConfig#as} does
   */
  EventCheck open(SinkConfig settings, String place);
}
