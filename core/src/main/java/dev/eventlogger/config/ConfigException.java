package dev.eventlogger.config;

import java.util.List;

/** The configuration is wrong. The message holds one line for each mistake, and no secret. */
public final class ConfigException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  /**
   * All mistakes at once.
   *
   * @param problems each as {@code where: what is wrong; what is right}; at least one
   */
  public ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  ConfigException(String place, String problem) {
    this(List.of(place + ": " + problem));
  }

  /** One line for each mistake, in the order of the file. */
  public List<String> problems() {
    return problems;
  }
}
