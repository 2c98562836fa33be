package dev.eventlogger.server.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a token. A token has 256 random bits, so that a slow hash would add nothing.
 * Immutable; never printed.
 */
public final class TokenHash {

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private final byte[] hash;

  private TokenHash(byte[] hash) {
    this.hash = hash;
  }

  /** The hash of a token. */
  static TokenHash of(String token) {
    try {
      return new TokenHash(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Reads what {@link #hex} wrote.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  static TokenHash ofHex(String hex) {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("must be a SHA-256, in 64 hexadecimal digits");
    }
    return new TokenHash(HexFormat.of().parseHex(hex));
  }

  /** The hash in 64 hexadecimal digits. */
  String hex() {
    return HexFormat.of().formatHex(hash);
  }

  /**
   * Whether both are hashes of the same token, in a time that does not depend on where they differ.
   */
  boolean isSame(TokenHash other) {
    return MessageDigest.isEqual(hash, other.hash);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenHash that && isSame(that);
  }

  @Override
  public int hashCode() {
    return (hash[0] & 0xFF) << 8 | (hash[1] & 0xFF);
  }

  @Override
  public String toString() {
    return "TokenHash[****]";
  }
}
