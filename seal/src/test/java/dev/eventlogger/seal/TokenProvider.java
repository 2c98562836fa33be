package dev.eventlogger.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.KeyStoreSpi;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;

/** A provider with a type of key store of its own, as the vendors of tokens bring it. */
@SuppressWarnings("serial")
final class TokenProvider extends Provider {

  TokenProvider(Class<? extends KeyStoreSpi> keys) {
    super("TestToken", "1", "for tests");
    put("KeyStore.Token", keys.getName());
  }

  /** Those of a PKCS#12 file. */
  public static class Keys extends KeyStoreSpi {

    private final KeyStore store;

    public Keys() throws KeyStoreException {
      store = KeyStore.getInstance("PKCS12");
    }

    @Override
    public void engineLoad(InputStream in, char[] password)
        throws IOException, NoSuchAlgorithmException, CertificateException {
      store.load(in, password);
    }

    @Override
    public Key engineGetKey(String alias, char[] password)
        throws NoSuchAlgorithmException, UnrecoverableKeyException {
      try {
        return store.getKey(alias, password);
      } catch (KeyStoreException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Certificate engineGetCertificate(String alias) {
      try {
        return store.getCertificate(alias);
      } catch (KeyStoreException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Certificate[] engineGetCertificateChain(String alias) {
      return new Certificate[] {engineGetCertificate(alias)};
    }

    @Override
    public Enumeration<String> engineAliases() {
      try {
        return store.aliases();
      } catch (KeyStoreException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public boolean engineContainsAlias(String alias) {
      return Collections.list(engineAliases()).contains(alias);
    }

    @Override
    public int engineSize() {
      return Collections.list(engineAliases()).size();
    }

    @Override
    public boolean engineIsKeyEntry(String alias) {
      return engineContainsAlias(alias);
    }

    @Override
    public boolean engineIsCertificateEntry(String alias) {
      return false;
    }

    @Override
    public Date engineGetCreationDate(String alias) {
      throw new UnsupportedOperationException();
    }

    @Override
    public String engineGetCertificateAlias(Certificate certificate) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineSetCertificateEntry(String alias, Certificate certificate) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineDeleteEntry(String alias) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void engineStore(OutputStream out, char[] password) {
      throw new UnsupportedOperationException();
    }
  }

  /** Has keys of which its JDK knows no more than that they are there. */
  public static final class UnknownKeys extends Keys {

    public UnknownKeys() throws KeyStoreException {}

    @Override
    public Key engineGetKey(String alias, char[] password) {
      throw new ProviderException("unknown key type");
    }
  }
}
