package dev.eventlogger.server.trust;

/** How much of what a caller says is believed. */
public enum Trust {
  /** An application's own server: user, time and context are as it says. */
  SERVER("server"),
  /** A browser, or anyone with a public key: what it says of itself is a claim. */
  CLIENT("client");

  private final String word;

  Trust(String word) {
    this.word = word;
  }

  /** The word for it in {@code context.trust}. */
  public String word() {
    return word;
  }
}
