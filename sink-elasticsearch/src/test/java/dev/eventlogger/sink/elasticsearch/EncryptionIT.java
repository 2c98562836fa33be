package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom the sink trusts, and how it authenticates. */
@Timeout(120)
final class EncryptionIT {

  private static final TestServer SERVER = TestServer.shared();
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final TestIndices indices = new TestIndices(SERVER, "encryption");

  @TempDir private Path folder;

  @Test
  void trustsACertificateByItsFileOrItsFingerprint() throws Exception {
    KeyStore keys = makeKey();
    Certificate certificate = keys.getCertificate("server");
    Path pem = Files.writeString(folder.resolve("ca.pem"), pem(certificate));
    String fingerprint =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    try (HttpFront front = HttpFront.encrypted(SERVER, identity(keys))) {
      for (Map<String, Object> trust :
          List.<Map<String, Object>>of(
              Map.of("ca_file", pem.toString()), Map.of("ca_fingerprint", fingerprint))) {
        Map<String, Object> settings = indices.settings(Map.of("port", front.port()));
        settings.putAll(trust);
        try (OpenSink sink = OpenSink.with(settings)) {
          assertThat(sink.log(OpenSink.clicks(1))).isEqualTo(DeliveryResult.DELIVERED);
        }
      }
    }
    assertThat(indices.count()).isEqualTo(2);
  }

  @Test
  void tellsNothingToAServerWithAnotherCertificate() throws Exception {
    try (HttpFront front = HttpFront.encrypted(SERVER, identity(makeKey()))) {
      Map<String, Object> settings =
          indices.settings(Map.of("port", front.port(), "ca_fingerprint", "ab".repeat(32)));
      SinkException failure =
          catchThrowableOfType(SinkException.class, () -> OpenSink.with(settings));

      assertThat(failure.kind()).isEqualTo(SinkException.Kind.UNAVAILABLE);
      assertThat(failure).hasMessageContaining("does not answer: SSLHandshakeException");
      assertThat(front.requests()).isEmpty();
    }
  }

  @Test
  void saysWhoItIsByAnApiKey() throws Exception {
    try (HttpFront front = HttpFront.of(SERVER)) {
      Map<String, Object> settings =
          indices.settings(Map.of("port", front.port(), "api_key", "a2V5", "templates", "none"));
      settings.remove("http_auth");
      try (OpenSink sink = OpenSink.with(settings)) {
        SinkException failure =
            catchThrowableOfType(SinkException.class, () -> sink.log(OpenSink.clicks(1)));

        assertThat(failure).hasMessageContaining("401");
        assertThat(front.requests())
            .extracting(HttpFront.Request::authorization)
            .containsOnly("ApiKey a2V5");
      }
    }
  }

  private KeyStore makeKey() throws Exception {
    Path file = folder.resolve("key.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                String.valueOf(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static SSLContext identity(KeyStore keys) throws Exception {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static String pem(Certificate certificate) throws Exception {
    String encoded =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    return "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n";
  }
}
