package dev.eventlogger.seal;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where to find an operator key that is not in a file of its own: in a PKCS#12 file, or in a
 * hardware token. Immutable.
 *
 * <p>The JDK's own PKCS#11 provider, SunPKCS11, cannot use Ed25519 keys, at least up to JDK 25. A
 * token therefore needs a provider that can, such as its vendor's, registered in the JDK's {@code
 * java.security} file or by {@link Security#addProvider}.
 *
 * @param type the type of the {@link KeyStore}: {@code PKCS12}, the default, {@code PKCS11}, or
 *     whatever the provider calls its own
 * @param provider the name of the registered provider that has the store; absent for the first one
 *     that knows the type
 * @param file the store; for {@code PKCS11} without a provider the configuration of SunPKCS11;
 *     absent if the provider needs none
 * @param password of the store, or the token's PIN
 * @param alias the key's; absent if the store has only one key
 */
public record OperatorKeyStore(
    String type,
    @Nullable String provider,
    @Nullable Path file,
    @Nullable String password,
    @Nullable String alias) {

  private static final String PKCS12 = "PKCS12";
  private static final String PKCS11 = "PKCS11";

  public OperatorKeyStore {
    type = type == null ? PKCS12 : type;
    if (provider == null && !type.equals(PKCS12) && !type.equals(PKCS11)) {
      throw new IllegalArgumentException(
          "type must be " + PKCS12 + " or " + PKCS11 + ", or provider must say who has it");
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
    } catch (ProviderException e) { // unchecked; SunPKCS11 throws it of keys that it does not know
      throw new IOException(
          "key_store: the provider cannot use the key: "
              + e.getMessage()
              + "; the JDK's SunPKCS11 knows no Ed25519, \"provider\" names one that does",
          e);
    }
  }

  private KeyStore load() throws GeneralSecurityException, IOException {
    if (provider != null) {
      return loaded(KeyStore.getInstance(type, provider), file);
    }
    if (type.equals(PKCS11)) {
      return loaded(
          file == null ? KeyStore.getInstance(PKCS11) : KeyStore.getInstance(PKCS11, token(file)),
          null);
    }
    return loaded(KeyStore.getInstance(PKCS12), file);
  }

  private KeyStore loaded(KeyStore store, @Nullable Path from)
      throws GeneralSecurityException, IOException {
    if (from == null) {
      store.load(null, secret());
      return store;
    }
    try (InputStream in = Files.newInputStream(from)) {
      store.load(in, secret());
    }
    return store;
  }

  private static Provider token(Path configuration) throws GeneralSecurityException {
    Provider sun = Security.getProvider("SunPKCS11");
    if (sun == null) {
      throw new GeneralSecurityException("this JDK has no provider for PKCS#11");
    }
    try {
      Provider configured = sun.configure(configuration.toString());
      Security.addProvider(configured);
      return configured;
    } catch (InvalidParameterException e) { // unchecked, of a file that is missing or wrong
      throw new GeneralSecurityException(configuration + ": " + e.getMessage(), e);
    }
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
    return "OperatorKeyStore[" + type + ", " + provider + ", " + file + ", " + alias + "]";
  }
}
