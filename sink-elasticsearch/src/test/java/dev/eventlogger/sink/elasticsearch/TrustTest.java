package dev.eventlogger.sink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.transport.http.TransportHttpClient.Request;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.eventlogger.config.Section;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that present certificates of all kinds. */
@Timeout(60)
final class TrustTest {

  private static final String PASSWORD = "changeit";

  private static KeyStore keys;

  @TempDir private static Path folder;

  private final AtomicInteger requests = new AtomicInteger();
  private HttpsServer server;

  /** Creates an authority, a server's key that it signed, and one that it did not. */
  @BeforeAll
  static void makeKeys() throws Exception {
    Path file = folder.resolve("keys.p12");
    keytool(file, "authority", "-ext", "bc:c");
    keytool(file, "server", "-signer", "authority", "-ext", "san=ip:127.0.0.1");
    keytool(file, "forged", "-ext", "san=ip:127.0.0.1");
    keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  private static void keytool(Path file, String alias, String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-alias", alias));
    command.addAll(List.of("-dname", "CN=" + alias, "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", file.toString(), "-storepass", PASSWORD));
    command.addAll(List.of(more));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private static X509Certificate certificate(String alias) throws Exception {
    return (X509Certificate) keys.getCertificate(alias);
  }

  private static String fingerprint(String alias) throws Exception {
    byte[] encoded = certificate(alias).getEncoded();
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
  }

  private static String pem(String... aliases) throws Exception {
    StringBuilder pem = new StringBuilder("# authorities\n");
    for (String alias : aliases) {
      pem.append("-----BEGIN CERTIFICATE-----\n")
          .append(
              Base64.getMimeEncoder(64, new byte[] {'\n'})
                  .encodeToString(certificate(alias).getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return Files.writeString(Files.createTempFile(folder, "ca", ".pem"), pem).toString();
  }

  /** Starts a server that has a key, and presents some certificates. */
  private void start(String key, Certificate... chain) throws Exception {
    SSLContext identity = SSLContext.getInstance("TLS");
    identity.init(new KeyManager[] {new Showing(key, chain)}, null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(identity));
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          byte[] body = "{}".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int ask(String host, Map<String, String> trust) throws Exception {
    Map<String, Object> settings = new HashMap<>(trust);
    settings.put("hosts", "https://" + host + ":" + server.getAddress().getPort());
    JdkHttpClient client =
        new JdkHttpClient(Section.of("log", settings).as(ElasticsearchSettings.class));
    try {
      Request request = new Request("GET", "/", Map.of(), Map.of(), null);
      return client.performRequest("es/any", null, request, null).statusCode();
    } finally {
      client.close();
    }
  }

  private void assertRefused(String host, Map<String, String> trust) {
    int before = requests.get();
    assertThatThrownBy(() -> ask(host, trust)).isInstanceOf(SSLHandshakeException.class);
    assertThat(requests).hasValue(before);
  }

  @Test
  void trustsWhatTheAuthorityOfAFingerprintHasSigned() throws Exception {
    start("server", certificate("server"), certificate("authority"));
    String colons = fingerprint("authority").toUpperCase(Locale.ROOT).replaceAll("..(?!$)", "$0:");

    assertThat(ask("127.0.0.1", Map.of("ca_fingerprint", fingerprint("authority")))).isEqualTo(200);
    assertThat(ask("127.0.0.1", Map.of("ca_fingerprint", colons))).isEqualTo(200);
    assertThat(ask("127.0.0.1", Map.of("ca_fingerprint", fingerprint("server")))).isEqualTo(200);
    assertRefused("127.0.0.1", Map.of("ca_fingerprint", fingerprint("forged")));
  }

  @Test
  void trustsNoServerThatOnlySendsTheCertificateOfTheFingerprintAlong() throws Exception {
    start("forged", certificate("forged"), certificate("authority"));

    assertRefused("127.0.0.1", Map.of("ca_fingerprint", fingerprint("authority")));
  }

  @Test
  void trustsNoServerOfAnotherName() throws Exception {
    start("server", certificate("server"), certificate("authority"));

    assertRefused("localhost", Map.of("ca_fingerprint", fingerprint("authority")));
    assertRefused("localhost", Map.of("ca_fingerprint", fingerprint("server")));
    assertRefused("localhost", Map.of("ca_file", pem("authority")));
  }

  @Test
  void trustsWhatAnyOfTheAuthoritiesOfAFileHasSigned() throws Exception {
    start("server", certificate("server"));

    assertThat(ask("127.0.0.1", Map.of("ca_file", pem("forged", "authority")))).isEqualTo(200);
    assertRefused("127.0.0.1", Map.of("ca_file", pem("forged")));
    assertRefused("127.0.0.1", Map.of());
  }

  @Test
  void saysWhatIsWrongWithAFileOfAuthorities() throws Exception {
    start("server", certificate("server"));
    String none = Files.writeString(folder.resolve("none.pem"), "").toString();
    String other = Files.writeString(folder.resolve("other.pem"), "no certificate").toString();

    assertThatThrownBy(() -> ask("127.0.0.1", Map.of("ca_file", none)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ca_file: " + none + " holds no certificate in PEM");
    assertThatThrownBy(() -> ask("127.0.0.1", Map.of("ca_file", other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("ca_file: " + other + " cannot be read as certificates in PEM: ");
    assertThatThrownBy(() -> ask("127.0.0.1", Map.of("ca_file", folder + "/absent.pem")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("absent.pem cannot be read");
  }

  /** Presents any certificates, whether they signed each other or not. */
  private static final class Showing extends X509ExtendedKeyManager {

    private final String key;
    private final Certificate[] chain;

    Showing(String key, Certificate... chain) {
      this.key = key;
      this.chain = chain;
    }

    @Override
    public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
      return type.equals("EC") ? key : null;
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return type.equals("EC") ? key : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return Arrays.copyOf(chain, chain.length, X509Certificate[].class);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      try {
        return (PrivateKey) keys.getKey(alias, PASSWORD.toCharArray());
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[] {key};
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return null;
    }
  }
}
