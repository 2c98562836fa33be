package dev.eventlogger.config;

/**
 * A sink or a store that is registered but cannot be used. It has no name, since only its code
 * could tell it.
 *
 * @param origin the JAR or folder it comes from, as far as that is known
 * @param reason why it cannot be used
 */
public record BrokenPlugin(String origin, String reason) {
  @Override
  public String toString() {
    return origin + ": " + reason;
  }
}
