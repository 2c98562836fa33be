package dev.eventlogger.sink.elasticsearch;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Which servers are trusted. A server's name is checked in any case. */
final class Trust {

  private Trust() {}

  /**
   * Returns what the settings demand; null for what the JVM trusts.
   *
   * @throws IllegalArgumentException if {@code ca_file} cannot be read or holds no certificate
   */
  static @Nullable SSLContext of(ElasticsearchSettings settings) {
    try {
      if (settings.caFingerprint() != null) {
        return context(new Pinned(settings.caFingerprint()));
      }
      return settings.caFile() == null ? null : context(managerOf(read(settings.caFile())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  private static SSLContext context(TrustManager manager) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {manager}, null);
    return context;
  }

  private static Collection<? extends Certificate> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (!all.isEmpty()) {
        return all;
      }
    } catch (IOException | CertificateException e) {
      throw new IllegalArgumentException(
          "ca_file: " + file + " cannot be read as certificates in PEM: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("ca_file: " + file + " holds no certificate in PEM");
  }

  /** Trusts what any of these certificates has signed. */
  private static X509ExtendedTrustManager managerOf(Collection<? extends Certificate> authorities)
      throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate authority : authorities) {
        store.setCertificateEntry("authority-" + store.size(), authority);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    } catch (IOException e) {
      throw new IllegalStateException("an empty store cannot be made", e);
    }
  }

  /**
   * Trusts what the certificate with a fingerprint has signed, which the server sends along. Its
   * mere presence proves nothing: anybody can send it. Immutable, thread-safe.
   */
  private static final class Pinned extends X509ExtendedTrustManager {

    private final byte[] fingerprint;

    Pinned(String fingerprint) {
      this.fingerprint =
          HexFormat.of().parseHex(fingerprint.replace(":", "").toLowerCase(Locale.ROOT));
    }

    private X509ExtendedTrustManager pin(X509Certificate[] chain) throws CertificateException {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (X509Certificate certificate : chain) {
          if (MessageDigest.isEqual(fingerprint, digest.digest(certificate.getEncoded()))) {
            return managerOf(List.of(certificate));
          }
        }
      } catch (CertificateException e) {
        throw e;
      } catch (GeneralSecurityException e) {
        throw new CertificateException(e);
      }
      throw new CertificateException("no certificate of the server's has the ca_fingerprint");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      pin(chain).checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      pin(chain).checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      pin(chain).checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw noServer();
    }

    private static CertificateException noServer() {
      return new CertificateException("this is no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
