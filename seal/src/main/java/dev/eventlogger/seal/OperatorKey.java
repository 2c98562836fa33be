package dev.eventlogger.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.eventlogger.journal.file.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The long-lived key that vouches for each epoch's key, and for each removal. Thread-safe. Reveals
 * only its public half.
 */
public final class OperatorKey implements NoteSigner {

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");
  private static final int SEED_BYTES = 32;
  private static final byte[] PROBE = "event-logger/probe/v1\n".getBytes(US_ASCII);
  private static final Set<PosixFilePermission> TOO_MUCH =
      Set.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.GROUP_WRITE);

  private final PrivateKey key;
  private final VerifierKey verifier;

  private OperatorKey(PrivateKey key, VerifierKey verifier) {
    this.key = key;
    this.verifier = verifier;
  }

  /**
   * The key pair from a key store.
   *
   * @param name the log's origin
   * @throws IllegalArgumentException if they are not an Ed25519 key pair
   */
  static OperatorKey of(String name, PrivateKey key, PublicKey publicKey) {
    OperatorKey operator = new OperatorKey(key, VerifierKey.of(name, publicKey));
    if (!operator.verifier.verifies(PROBE, operator.sign(PROBE))) {
      throw new IllegalArgumentException("the private key is not that of the public key");
    }
    return operator;
  }

  /**
   * Makes a key, and writes it to a file that only its owner may read.
   *
   * @throws IOException if it cannot be written, or the file exists already
   */
  public static OperatorKey make(String name, Path path) throws IOException {
    PrivateFile file = new PrivateFile(path);
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      String base64 =
          Base64.getMimeEncoder(64, new byte[] {'\n'})
              .encodeToString(pair.getPrivate().getEncoded());
      file.whileAlone(
          () -> {
            if (file.isThere()) {
              throw new IOException(path + ": is there already; a key is never written over");
            }
            file.write((BEGIN + "\n" + base64 + "\n" + END + "\n").getBytes(US_ASCII));
          });
      return of(name, pair.getPrivate(), pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no Ed25519", e);
    }
  }

  /**
   * Reads a key from a file: PKCS#8 in PEM, as {@link #make} and {@code openssl genpkey -algorithm
   * ed25519} write it.
   *
   * @throws IllegalArgumentException if it is no such file, others may read or write it, or its
   *     group may write it
   */
  public static OperatorKey read(String name, Path path) throws IOException {
    refuseIfOthersMay(path);
    String text = Files.readString(path, US_ASCII);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw noKey(path, null);
    }
    try {
      byte[] encoded =
          Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end).strip());
      PrivateKey key =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return of(name, key, publicHalf(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw noKey(path, e);
    }
  }

  private static IllegalArgumentException noKey(Path path, @Nullable Exception cause) {
    return new IllegalArgumentException(
        path + ": must hold a private key of Ed25519, as PKCS#8 in PEM", cause);
  }

  /** The JDK makes a key pair from a seed, but no public key from a private one. */
  private static PublicKey publicHalf(byte[] encoded) throws GeneralSecurityException {
    if (encoded.length != PKCS8.length + SEED_BYTES
        || !Arrays.equals(encoded, 0, PKCS8.length, PKCS8, 0, PKCS8.length)) {
      throw new GeneralSecurityException("it is no key of Ed25519");
    }
    byte[] seed = Arrays.copyOfRange(encoded, PKCS8.length, encoded.length);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
    return generator.generateKeyPair().getPublic();
  }

  private static void refuseIfOthersMay(Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null && view.readAttributes().permissions().stream().anyMatch(TOO_MUCH::contains)) {
      throw new IllegalArgumentException(
          path + ": others on this machine may read or change this key; chmod 600 it");
    }
  }

  @Override
  public VerifierKey verifier() {
    return verifier;
  }

  @Override
  public byte[] sign(byte[] bytes) {
    return EpochKey.signed(key, bytes);
  }

  /** The same key for another log. */
  public OperatorKey named(String name) {
    return new OperatorKey(key, verifier.named(name));
  }

  /** The public half. */
  @Override
  public String toString() {
    return verifier.toString();
  }

  /** Returns the given seed instead of random bytes. */
  private static final class Seed extends SecureRandom {

    private static final long serialVersionUID = 1;

    private final byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
