package dev.eventlogger.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.eventlogger.spi.FailureWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the server's certificate and its key from files. */
final class Certificates {

  /** The password of the key in the keystore in memory; nobody sees it. */
  static final String PASSWORD = "in-memory";

  private static final Pattern PEM_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private Certificates() {}

  /**
   * Reads the files that the settings name.
   *
   * @throws IllegalArgumentException if they cannot be read; the message begins with the setting
   */
  static KeyStore read(TlsSettings settings) {
    Path keystore = settings.keystore();
    Path certificate = settings.certificate();
    Path key = settings.key();
    return keystore != null
        ? ofKeystore(keystore, settings.password())
        : ofPem(require(certificate), require(key));
  }

  private static Path require(@Nullable Path path) {
    if (path == null) {
      throw new IllegalArgumentException("certificate and key must be there");
    }
    return path;
  }

  private static KeyStore ofKeystore(Path file, @Nullable String password) {
    char[] secret = password == null ? new char[0] : password.toCharArray();
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, secret);
      String alias = aliasOfKey(store, file);
      KeyStore own = empty();
      checkPair(store.getCertificate(alias), (PrivateKey) store.getKey(alias, secret));
      own.setKeyEntry(
          alias,
          store.getKey(alias, secret),
          PASSWORD.toCharArray(),
          store.getCertificateChain(alias));
      return own;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "keystore " + file + " cannot be read as PKCS#12 with this password: " + words(e), e);
    }
  }

  private static String aliasOfKey(KeyStore store, Path file) throws GeneralSecurityException {
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        return alias;
      }
    }
    throw new IllegalArgumentException("keystore " + file + " holds no private key");
  }

  private static KeyStore ofPem(Path certificate, Path key) {
    Certificate[] chain = chain(certificate);
    String algorithm = chain[0].getPublicKey().getAlgorithm();
    try {
      PrivateKey secret =
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(keyBytes(key)));
      checkPair(chain[0], secret);
      KeyStore store = empty();
      store.setKeyEntry("server", secret, PASSWORD.toCharArray(), chain);
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "key " + key + " is no " + algorithm + " key, as the certificate's is: " + words(e), e);
    }
  }

  /** A renewal writes two files: in between, one is new and one is old. */
  private static void checkPair(Certificate certificate, PrivateKey key)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] anything = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(anything);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(anything);
    if (!signature.verify(signed)) {
      throw new IllegalArgumentException("key is not the one of the certificate");
    }
  }

  private static Certificate[] chain(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (!all.isEmpty()) {
        return all.toArray(new Certificate[0]);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "certificate " + file + " cannot be read as PEM: " + words(e), e);
    }
    throw new IllegalArgumentException("certificate " + file + " holds no certificate");
  }

  private static byte[] keyBytes(Path file) {
    try {
      Matcher pem = PEM_KEY.matcher(Files.readString(file, US_ASCII));
      if (pem.find()) {
        return Base64.getMimeDecoder().decode(pem.group(1));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("key " + file + " cannot be read: " + words(e), e);
    }
    throw new IllegalArgumentException(
        "key "
            + file
            + " must hold a key in PKCS#8, -----BEGIN PRIVATE KEY-----; make one of it with:"
            + " openssl pkcs8 -topk8 -nocrypt");
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static String words(Exception failure) {
    return FailureWords.of(failure);
  }
}
