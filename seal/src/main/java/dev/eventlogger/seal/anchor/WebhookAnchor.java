package dev.eventlogger.seal.anchor;

import static java.net.http.HttpResponse.BodyHandlers.discarding;
import static java.util.Objects.requireNonNull;

import com.google.auto.service.AutoService;
import dev.eventlogger.spi.SinkConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Posts checkpoints to a URL, each as the text that it is. Whoever answers has to keep it: what was
 * kept cannot be asked for.
 */
final class WebhookAnchor implements SealAnchor {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Makes webhooks. */
  @AutoService(SealAnchorProvider.class)
  public static final class Provider implements SealAnchorProvider {

    @Override
    public String name() {
      return "webhook";
    }

    @Override
    public SealAnchor open(SinkConfig settings) {
      return new WebhookAnchor(settings.as(Settings.class));
    }
  }

  /**
   * Where to.
   *
   * @param url begins with {@code http}
   * @param token sent as {@code Authorization: Bearer}; null for none
   */
  record Settings(URI url, @Nullable String token) {
    Settings {
      requireNonNull(url, "url is required, such as https://audit.example.org/checkpoints");
      String scheme = String.valueOf(url.getScheme());
      if (!scheme.equals("http") && !scheme.equals("https")) {
        throw new IllegalArgumentException("url must begin with https:// or http://");
      }
    }

    /** For people, without the token. */
    @Override
    public String toString() {
      return "Settings[" + url.getHost() + "]";
    }
  }

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Settings settings;

  WebhookAnchor(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void keep(String origin, byte[] checkpoint) throws IOException, InterruptedException {
    HttpRequest.Builder post =
        HttpRequest.newBuilder(settings.url())
            .timeout(PATIENCE)
            .header("Content-Type", "text/plain; charset=utf-8")
            .POST(BodyPublishers.ofByteArray(checkpoint));
    if (settings.token() != null) {
      post.header("Authorization", "Bearer " + settings.token());
    }
    int status = http.send(post.build(), discarding()).statusCode();
    if (status < 200 || status >= 300) {
      throw new IOException(settings.url().getHost() + " answered " + status);
    }
  }

  @Override
  public Optional<byte[]> newest(String origin) {
    return Optional.empty();
  }
}
