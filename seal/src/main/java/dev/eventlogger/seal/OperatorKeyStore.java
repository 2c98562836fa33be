package dev.eventlogger.seal;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where to find an operator key that is not in a file of its own: in PKCS#12, or in a token, by
 * PKCS#11. Immutable.
 *
 * @param type {@code PKCS12}, the default, or {@code PKCS11}
 * @param file the store; for PKCS#11 the configuration of the JDK's provider, absent if the
 *     provider is set up already
 * @param password of the store, or the token's PIN
 * @param alias the key's; absent if the store has only one key
 */
public record OperatorKeyStore(
    String type, @Nullable Path file, @Nullable String password, @Nullable String alias) {

  private static final String PKCS12 = "PKCS12";
  private static final String PKCS11 = "PKCS11";

  public OperatorKeyStore {
    type = type == null ? PKCS12 : type;
    if (!type.equals(PKCS12) && !type.equals(PKCS11)) {
      throw new IllegalArgumentException("type must be " + PKCS12 + " or " + PKCS11);
    }
    if (type.equals(PKCS12)) {
      requireNonNull(file, "file is required: where the key store is");
    }
  }

  /**
   * Reads the key, or finds it in the token.
   *
   * @param name the log's origin
   * @throws IllegalArgumentException if there is no Ed25519 key with that alias
   * @throws IOException if the store cannot be opened
   */
  public OperatorKey open(String name) throws IOException {
    try {
      KeyStore store = load();
      String entry = alias == null ? onlyKey(store) : alias;
      Key key = store.getKey(entry, secret());
      Certificate certificate = store.getCertificate(entry);
      if (!(key instanceof PrivateKey signing) || certificate == null) {
        throw new IllegalArgumentException(
            "key_store: has no private key with a certificate under the alias " + entry);
      }
      return OperatorKey.of(name, signing, certificate.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new IOException("key_store: cannot be opened: " + e.getMessage(), e);
    }
  }

  private KeyStore load() throws GeneralSecurityException, IOException {
    if (type.equals(PKCS11)) {
      KeyStore store =
          file == null ? KeyStore.getInstance(PKCS11) : KeyStore.getInstance(PKCS11, token(file));
      store.load(null, secret());
      return store;
    }
    KeyStore store = KeyStore.getInstance(PKCS12);
    try (InputStream in = Files.newInputStream(requireNonNull(file))) {
      store.load(in, secret());
    }
    return store;
  }

  private static Provider token(Path configuration) throws GeneralSecurityException {
    Provider provider = Security.getProvider("SunPKCS11");
    if (provider == null) {
      throw new GeneralSecurityException("this JDK has no provider for PKCS#11");
    }
    Provider configured = provider.configure(configuration.toString());
    Security.addProvider(configured);
    return configured;
  }

  private static String onlyKey(KeyStore store) throws GeneralSecurityException {
    List<String> keys = new ArrayList<>();
    for (String each : Collections.list(store.aliases())) {
      if (store.isKeyEntry(each)) {
        keys.add(each);
      }
    }
    if (keys.size() != 1) {
      throw new IllegalArgumentException(
          "key_store: has " + keys.size() + " keys; alias says which one signs");
    }
    return keys.get(0);
  }

  private char @Nullable [] secret() {
    return password == null ? null : password.toCharArray();
  }

  /** Leaves out the password. */
  @Override
  public String toString() {
    return "OperatorKeyStore[" + type + ", " + file + ", " + alias + "]";
  }
}
