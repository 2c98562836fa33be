package dev.eventlogger.sink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.TransportUtils;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;
import org.jspecify.annotations.Nullable;

/** Makes the client that the settings describe. Nothing is connected until it is used. */
final class Connection {

  private Connection() {}

  /**
   * A client of all hosts; closing it closes its connections.
   *
   * @throws IllegalArgumentException if {@code ca_file} cannot be read or holds no certificate
   */
  static ElasticsearchClient open(ElasticsearchSettings settings) {
    RestClientBuilder builder =
        RestClient.builder(
            settings.hosts().stream().map(Connection::host).toArray(HttpHost[]::new));
    SSLContext trust = trust(settings);
    builder.setHttpClientConfigCallback(http -> trust == null ? http : http.setSSLContext(trust));
    builder.setRequestConfigCallback(
        request ->
            request
                .setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()))
                .setSocketTimeout(Math.toIntExact(settings.requestTimeout().toMillis())));
    String path = settings.hosts().get(0).getPath();
    if (!path.isEmpty() && !path.equals("/")) {
      builder.setPathPrefix(path);
    }
    String authorization = authorization(settings);
    if (authorization != null) {
      builder.setDefaultHeaders(new Header[] {new BasicHeader("Authorization", authorization)});
    }
    return new ElasticsearchClient(
        new RestClientTransport(builder.build(), new JacksonJsonpMapper(new ObjectMapper())));
  }

  private static HttpHost host(URI uri) {
    return new HttpHost(uri.getHost(), port(uri), uri.getScheme());
  }

  static int port(URI uri) {
    int standard = uri.getScheme().equals("https") ? 443 : 80;
    return uri.getPort() >= 0 ? uri.getPort() : standard;
  }

  private static @Nullable SSLContext trust(ElasticsearchSettings settings) {
    if (settings.caFingerprint() != null) {
      return TransportUtils.sslContextFromCaFingerprint(settings.caFingerprint());
    }
    if (settings.caFile() == null) {
      return null;
    }
    try (var certificates = Files.newInputStream(settings.caFile())) {
      return TransportUtils.sslContextFromHttpCaCrt(certificates);
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "ca_file: "
              + settings.caFile()
              + " cannot be read as a certificate in PEM: "
              + e.getMessage(),
          e);
    }
  }

  /** Sent with every request, so that no request is made only to be told to authenticate. */
  private static @Nullable String authorization(ElasticsearchSettings settings) {
    String user = settings.userAndPassword();
    if (user != null) {
      return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
    }
    return settings.apiKey() == null ? null : "ApiKey " + settings.apiKey();
  }
}
