package dev.eventlogger.spi;

/**
 * A section at the top of the configuration that a module reads. Found with {@link
 * java.util.ServiceLoader}, and made with a constructor without arguments; its key is then one of
 * those that are known.
 */
public interface ConfigSection {

  /** Its key, such as {@code EVENT_SERVER}: {@code EVENT_} and capital letters. */
  String key();

  /**
   * Checks its settings in full when a configuration is checked, and opens nothing: binds them to
   * the record that they are. By default nothing is checked.
   *
   * @throws IllegalArgumentException with one line for each mistake, as {@link SinkConfig#as} does
   */
  default void check(SinkConfig settings) {}
}
