package dev.eventlogger.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public key that checks signatures of notes, by C2SP's signed-note: Ed25519, with a name.
 * Immutable; equal by name and key.
 */
public final class VerifierKey {

  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final byte ED25519 = 1;
  private static final int KEY_BYTES = 32;

  private final String name;
  private final byte[] key;
  private final PublicKey publicKey;

  /**
   * A key of 32 bytes.
   *
   * @throws IllegalArgumentException if the name has a space or a plus, or the bytes are no Ed25519
   *     key
   */
  public VerifierKey(String name, byte[] key) {
    if (!isName(name)) {
      throw new IllegalArgumentException("a key's name must be a text without spaces and \"+\"");
    }
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key of Ed25519 has 32 bytes, not " + key.length);
    }
    this.name = name;
    this.key = key.clone();
    byte[] encoded = Arrays.copyOf(X509, X509.length + KEY_BYTES);
    System.arraycopy(key, 0, encoded, X509.length, KEY_BYTES);
    try {
      publicKey = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("this is no key of Ed25519", e);
    }
  }

  /** The key of one of the JDK's public keys. */
  static VerifierKey of(String name, PublicKey key) {
    byte[] encoded = key.getEncoded();
    boolean isEd25519 =
        encoded != null
            && encoded.length == X509.length + KEY_BYTES
            && Arrays.equals(encoded, 0, X509.length, X509, 0, X509.length);
    if (!isEd25519) {
      throw new IllegalArgumentException("the key must be of Ed25519, not " + key.getAlgorithm());
    }
    return new VerifierKey(name, Arrays.copyOfRange(encoded, X509.length, encoded.length));
  }

  /**
   * Parses {@code name+hash+base64}, as {@link #toString} writes it.
   *
   * @throws IllegalArgumentException if it is no such text, or its hash is not the key's
   */
  public static VerifierKey parse(String text) {
    String right = "a key reads name+hash+base64, as signed-note has it";
    String[] parts = text.strip().split("\\+", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException(right);
    }
    byte[] typed;
    try {
      typed = Base64.getDecoder().decode(parts[2]);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(right, e);
    }
    if (typed.length != 1 + KEY_BYTES || typed[0] != ED25519) {
      throw new IllegalArgumentException("the key must be of Ed25519");
    }
    VerifierKey key = new VerifierKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
    if (!parts[1].equals(key.hex())) {
      throw new IllegalArgumentException(
          "the key's hash is " + key.hex() + ", not what the text says; it is not whole");
    }
    return key;
  }

  static boolean isName(String name) {
    return !name.isEmpty() && name.chars().noneMatch(c -> c == '+' || c <= ' ' || isSpace(c));
  }

  private static boolean isSpace(int character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  /** The key's name in notes. */
  public String name() {
    return name;
  }

  /** The four bytes by which a note says which key signed it. */
  public int id() {
    MessageDigest sha = TreeHash.sha256();
    sha.update(name.getBytes(UTF_8));
    sha.update((byte) '\n');
    sha.update(ED25519);
    byte[] hash = sha.digest(key);
    return (hash[0] & 0xff) << 24
        | (hash[1] & 0xff) << 16
        | (hash[2] & 0xff) << 8
        | (hash[3] & 0xff);
  }

  /** {@link #id} in eight hexadecimal digits. */
  public String hex() {
    return HexFormat.of().toHexDigits(id());
  }

  /** Whether a signature is this key's, of these bytes. */
  public boolean verifies(byte[] signed, byte[] signature) {
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(publicKey);
      ed25519.update(signed);
      return ed25519.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // it is no signature at all
    }
  }

  /** The same key under another name. */
  VerifierKey named(String other) {
    return new VerifierKey(other, key);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey that
        && name.equals(that.name)
        && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return id();
  }

  /** As signed-note has it: {@code name+hash+base64}. */
  @Override
  public String toString() {
    byte[] typed = new byte[1 + KEY_BYTES];
    typed[0] = ED25519;
    System.arraycopy(key, 0, typed, 1, KEY_BYTES);
    return name + "+" + hex() + "+" + Base64.getEncoder().encodeToString(typed);
  }
}
