package dev.eventlogger.server.http;

import dev.eventlogger.spi.FailureWords;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The server's TLS: certificates are read again when their files change, for new connections. For
 * one thread, except for the factory.
 */
final class Tls {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.server");

  private final TlsSettings settings;
  private final SslContextFactory.Server factory = new SslContextFactory.Server();
  private List<Object> seen;

  /**
   * TLS with the certificate that the files hold now.
   *
   * @throws IllegalArgumentException if they cannot be read; the message begins with the setting
   */
  Tls(TlsSettings settings) {
    this.settings = settings;
    seen = state();
    take(factory, Certificates.read(settings));
    factory.setEndpointIdentificationAlgorithm(null); // clients need no certificate
  }

  SslContextFactory.Server factory() {
    return factory;
  }

  /** Reads the files again if they changed; if they cannot be read, the old ones stay in force. */
  void reloadIfChanged() {
    List<Object> now = state();
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      KeyStore read = Certificates.read(settings);
      factory.reload(changed -> take(factory, read));
      LOG.log(Level.INFO, "EVENT_SERVER.tls: the certificate was read again, and is in force");
    } catch (Exception e) {
      String words = e instanceof IllegalArgumentException ? e.getMessage() : FailureWords.of(e);
      LOG.log(Level.WARNING, "EVENT_SERVER.tls." + words + "; the one before stays in force");
    }
  }

  private static void take(SslContextFactory.Server factory, KeyStore store) {
    factory.setKeyStore(store);
    factory.setKeyStorePassword(Certificates.PASSWORD);
  }

  private List<Object> state() {
    List<Object> state = new ArrayList<>();
    Stream.of(settings.certificate(), settings.key(), settings.keystore())
        .filter(Objects::nonNull)
        .forEach(file -> state.add(lastChange(file)));
    return state;
  }

  private static Object lastChange(Path file) {
    try {
      return List.of(Files.getLastModifiedTime(file), Files.size(file));
    } catch (IOException e) {
      return "unreadable";
    }
  }
}
