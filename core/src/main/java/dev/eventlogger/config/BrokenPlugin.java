package dev.eventlogger.config;

/**
 * A sink, or a store, that is registered and cannot be used. It has no name: that is for its code
 * to say.
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
