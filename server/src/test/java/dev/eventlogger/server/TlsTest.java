package dev.eventlogger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.testing.ServerCertificates;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server speaks TLS, and HTTP/2 over it. */
@Timeout(120)
class TlsTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void takesItsCertificateFromPemFiles(String algorithm) throws Exception {
    ServerCertificates made = ServerCertificates.make(folder, algorithm);
    try (StartedServer server = StartedServer.with(pem(made))) {
      HttpResponse<String> answer = health(server, made);

      assertThat(server.server.uri().getScheme()).isEqualTo("https");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }
  }

  @Test
  void takesItsCertificateFromAKeystore() throws Exception {
    ServerCertificates made = ServerCertificates.make(folder, "EC");
    String tls = "tls: {keystore: '" + made.keystore() + "', password: " + password() + "}";
    try (StartedServer server = StartedServer.with(tls)) {
      assertThat(health(server, made).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void takesANewCertificateWhileItRuns() throws Exception {
    ServerCertificates first = ServerCertificates.make(folder, "EC");
    try (StartedServer server = StartedServer.with(pem(first))) {
      assertThat(health(server, first).statusCode()).isEqualTo(200);
      Files.writeString(first.key(), "no key at all");
      ServerCertificates second = ServerCertificates.make(folder, "EC");

      while (!knows(server, second)) {
        Thread.sleep(100);
      }
      assertThat(knows(server, first)).isFalse();
    }
  }

  @Test
  void saysWhatIsWrongWithTheFiles() throws Exception {
    ServerCertificates made = ServerCertificates.make(folder, "EC");
    Files.writeString(
        folder.resolve("old.key"), ServerCertificates.pem("EC PRIVATE KEY", new byte[10]));
    String old =
        "tls: {certificate: '"
            + made.certificate()
            + "', key: '"
            + folder.resolve("old.key")
            + "'}";
    String wrong = "tls: {keystore: '" + made.keystore() + "', password: wrong}";

    String certificate = Files.readString(made.certificate());
    ServerCertificates other = ServerCertificates.make(folder, "EC");
    Files.writeString(other.certificate(), certificate);
    refuses(pem(other), "key is not the one of the certificate");
    refuses(old, "must hold a key in PKCS#8", "openssl pkcs8 -topk8 -nocrypt");
    refuses(wrong, "cannot be read as PKCS#12 with this password");
    refuses("tls: {certificate: 'no.crt', key: 'no.key'}", "certificate no.crt cannot be read");
    refuses("tls: {certificate: 'no.crt'}", "tls.key: is missing; a certificate and its key");
    refuses("tls: {}", "EVENT_SERVER.tls: keystore or certificate and key must be there");
  }

  private static void refuses(String tls, String... words) {
    assertThatThrownBy(() -> StartedServer.with(tls))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("test.yaml: EVENT_SERVER")
        .hasMessageContainingAll(words);
  }

  private static String pem(ServerCertificates made) {
    return "tls: {certificate: '" + made.certificate() + "', key: '" + made.key() + "'}";
  }

  private static String password() {
    return ServerCertificates.PASSWORD;
  }

  private static boolean knows(StartedServer server, ServerCertificates made) throws Exception {
    try {
      return health(server, made).statusCode() == 200;
    } catch (SSLHandshakeException e) {
      return false;
    }
  }

  private static HttpResponse<String> health(StartedServer server, ServerCertificates made)
      throws Exception {
    HttpClient client = HttpClient.newBuilder().sslContext(made.trusting()).build();
    HttpRequest request = HttpRequest.newBuilder(server.uri("/health")).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
