package dev.eventlogger.server.trust;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret with which a key is used: {@code el_<kind>_<43 characters>}, which hold 256 random
 * bits. Immutable; only {@link #text} reveals it.
 */
public final class KeyToken {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private final String text;

  private KeyToken(String text) {
    this.text = text;
  }

  /** A new token. */
  public static KeyToken make(KeyKind kind) {
    byte[] chance = new byte[BYTES];
    RANDOM.nextBytes(chance);
    return new KeyToken(
        Credentials.PREFIX
            + kind.word()
            + "_"
            + Base64.getUrlEncoder().withoutPadding().encodeToString(chance));
  }

  /** The token itself, for its owner to see once. */
  public String text() {
    return text;
  }

  /** The hash of it, which is kept. */
  public TokenHash hash() {
    return TokenHash.of(text);
  }

  @Override
  public String toString() {
    return "KeyToken[****]";
  }
}
