package dev.eventlogger.seal;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes salts that nobody can guess, or derive from others: the key stream of AES in counter mode,
 * with a random key that lives only as long as this object. Asking {@link SecureRandom} for each
 * salt takes as long as hashing an event. For one thread.
 */
final class SaltSource {

  private static final int KEY_BYTES = 32;
  private static final byte[] ZEROS = new byte[64 * SealEntry.SALT_BYTES];

  /** How many bytes each call makes. */
  static final int AT_ONCE = ZEROS.length;

  private final Cipher stream;

  SaltSource(SecureRandom random) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    try {
      stream = Cipher.getInstance("AES/CTR/NoPadding");
      IvParameterSpec counter = new IvParameterSpec(new byte[SealEntry.SALT_BYTES]);
      stream.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), counter);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no AES", e);
    }
    Arrays.fill(key, (byte) 0);
  }

  /** Writes {@link #AT_ONCE} bytes of salts. */
  void write(byte[] into, int at) {
    try {
      int unused = stream.update(ZEROS, 0, AT_ONCE, into, at);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // cannot happen: there is room
    }
  }
}
