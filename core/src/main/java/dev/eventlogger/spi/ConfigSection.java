package dev.eventlogger.spi;

/**
 * A top-level section of the configuration that a module reads. Found with {@link
 * java.util.ServiceLoader}, through a constructor without parameters; its key is then one of the
 * known ones.
 */
public interface ConfigSection {

  /** Its key, such as {@code EVENT_SERVER}: {@code EVENT_} and capital letters. */
  String key();

  /**
   * Checks its settings in full when a configuration is checked, and opens nothing: binds them to
   * their record. By default, checks nothing.
   *
   * @throws IllegalArgumentException with one line for each mistake, as {@link SinkConfig#as} does
   */
  default void check(SinkConfig settings) {}
}
