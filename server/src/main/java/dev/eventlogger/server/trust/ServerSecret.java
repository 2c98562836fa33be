package dev.eventlogger.server.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.journal.file.PrivateFile;
import dev.eventlogger.spi.FailureWords;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that only the servers of one log know, from which ids of events and hashes of addresses
 * are derived. Thread-safe; never printed.
 */
public final class ServerSecret {

  private static final System.Logger LOG = System.getLogger(ServerSecret.class.getName());
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;
  private static final int MOST_BYTES = 4096;

  // Only copied, never used itself: copies have the key already.
  private final Mac prepared;

  private ServerSecret(byte[] secret) {
    prepared = prepared(secret);
  }

  private static Mac prepared(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** A secret for this process alone: after a restart the same events get other ids. */
  public static ServerSecret ofProcess() {
    return new ServerSecret(chance());
  }

  private static byte[] chance() {
    byte[] chance = new byte[BYTES];
    RANDOM.nextBytes(chance);
    return chance;
  }

  /**
   * Reads the secret from a file, which is created at the first start, for its owner alone.
   *
   * @throws IllegalArgumentException if the file cannot be read or created, or has a wrong length;
   *     the message begins with the setting
   */
  public static ServerSecret open(Path file) {
    try {
      PrivateFile kept = new PrivateFile(file);
      if (!kept.isThere()) {
        kept.whileAlone(() -> makeIfNone(kept));
      }
      warnIfOthersRead(file);
      return of(file, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "secret_file: " + file + " cannot be read or made: " + FailureWords.of(e), e);
    }
  }

  private static void makeIfNone(PrivateFile file) throws IOException {
    if (!file.isThere()) {
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(chance());
      file.write((text + "\n").getBytes(US_ASCII));
    }
  }

  private static ServerSecret of(Path file, byte[] content) {
    int length = content.length;
    while (length > 0 && Character.isWhitespace(content[length - 1])) {
      length--; // an editor's line end
    }
    if (length < BYTES || length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "secret_file: "
              + file
              + " must have from "
              + BYTES
              + " to "
              + MOST_BYTES
              + " bytes of chance, and has "
              + length
              + "; restore it, or remove it so that the server makes another, and repeats of"
              + " earlier events are no longer known");
    }
    return new ServerSecret(Arrays.copyOf(content, length));
  }

  private static void warnIfOthersRead(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
      LOG.log(
          Level.WARNING,
          () -> "secret_file: everybody on this machine may read " + file + "; chmod 600 it");
    }
  }

  /** HMAC-SHA-256 of texts in UTF-8, with a zero between them. */
  byte[] hmac(String first, String second) {
    Mac mac = copy();
    mac.update(first.getBytes(UTF_8));
    mac.update((byte) 0);
    return mac.doFinal(second.getBytes(UTF_8));
  }

  /** HMAC-SHA-256 of bytes, with a key derived from this secret and a text. */
  byte[] hmacBelow(String purpose, byte[] bytes) {
    return prepared(copy().doFinal(purpose.getBytes(UTF_8))).doFinal(bytes);
  }

  private Mac copy() {
    try {
      return (Mac) prepared.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's own " + ALGORITHM + " can be copied", e);
    }
  }

  @Override
  public String toString() {
    return "ServerSecret[****]";
  }
}
