package dev.eventlogger.server.http;

import dev.eventlogger.spi.Requirements;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The server's certificate: {@code EVENT_SERVER.tls}. Either two PEM files or a PKCS#12 file, which
 * are read again when they change.
 *
 * @param certificate a PEM file with the server's certificate, followed by the intermediate ones
 * @param key a PEM file with its private key in PKCS#8, not encrypted
 * @param keystore a PKCS#12 file with both
 * @param password the password of the keystore
 */
public record TlsSettings(
    @Nullable Path certificate,
    @Nullable Path key,
    @Nullable Path keystore,
    @Nullable String password) {
  public TlsSettings {
    new Requirements()
        .that(
            (certificate == null) == (key == null),
            certificate == null ? "certificate" : "key",
            "is missing; a certificate and its key go together")
        .that(
            (certificate == null) != (keystore == null),
            "keystore",
            "or certificate and key must be there, and not both")
        .that(keystore == null || password != null, "password", "is missing, which opens keystore")
        .orThrow();
  }

  /** Names the files alone, and no password. */
  @Override
  public String toString() {
    return "TlsSettings[" + (keystore == null ? certificate : keystore) + "]";
  }
}
