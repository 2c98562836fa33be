package dev.eventlogger.schema.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret key of {@code x-redact: hash}: the setting {@code hash_key}. Immutable; never printed.
 */
public final class HashKey {

  private static final int SHORTEST = 16;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  private HashKey(String text) {
    key = new SecretKeySpec(text.getBytes(UTF_8), ALGORITHM);
  }

  /**
   * Makes a key from the UTF-8 bytes of a text.
   *
   * @throws IllegalArgumentException if it is so short that it could be guessed
   */
  public static HashKey parse(String text) {
    if (text.length() < SHORTEST) {
      throw new IllegalArgumentException(
          "must have at least " + SHORTEST + " characters, so that nobody can guess it");
    }
    return new HashKey(text);
  }

  /** HMAC-SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
  String hash(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "HashKey[****]";
  }
}
