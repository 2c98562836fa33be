package dev.eventlogger.server.trust;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What somebody shows to use a key: {@code el_<kind>_<43 characters>}, of which 256 bits are
 * chance. Immutable; {@link #text} alone shows it.
 */
public final class KeyToken {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private final String text;

  private KeyToken(String text) {
    this.text = text;
  }

  /** A new one. */
  public static KeyToken make(KeyKind kind) {
    byte[] chance = new byte[BYTES];
    RANDOM.nextBytes(chance);
    return new KeyToken(
        Credentials.PREFIX
            + kind.word()
            + "_"
            + Base64.getUrlEncoder().withoutPadding().encodeToString(chance));
  }

  /** What its owner gets to see, once. */
  public String text() {
    return text;
  }

  /** What is kept of it. */
  public TokenHash hash() {
    return TokenHash.of(text);
  }

  @Override
  public String toString() {
    return "KeyToken[****]";
  }
}
