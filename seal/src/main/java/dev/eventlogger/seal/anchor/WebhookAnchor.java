package dev.eventlogger.seal.anchor;

import static java.net.http.HttpResponse.BodyHandlers.ofInputStream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.auto.service.AutoService;
import dev.eventlogger.seal.NoteTaker;
import dev.eventlogger.seal.Notes;
import dev.eventlogger.spi.SinkConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Posts checkpoints to a URL, each as its plain text. Whoever answers has to keep it, and can be
 * asked for all of them if there is a second URL for that.
 */
final class WebhookAnchor implements SealAnchor {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  // In all, so that nobody can make it wait forever by sending one byte at a time.
  private static final Duration MOST_PATIENCE = Duration.ofMinutes(10);

  /** Makes the anchors named {@code webhook}. */
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
   * Where checkpoints are sent.
   *
   * @param url begins with {@code http}
   * @param keptUrl answers a GET with {@code ?origin=…} with the checkpoints of that log, one after
   *     the other; null if they cannot be asked for
   * @param token sent as {@code Authorization: Bearer}; null for none
   */
  record Settings(URI url, @Nullable URI keptUrl, @Nullable String token) {
    Settings {
      requireNonNull(url, "url is required, such as https://audit.example.org/checkpoints");
      requireHttp("url", url);
      if (keptUrl != null) {
        requireHttp("kept_url", keptUrl);
      }
    }

    private static void requireHttp(String setting, URI url) {
      String scheme = String.valueOf(url.getScheme());
      if (!scheme.equals("http") && !scheme.equals("https")) {
        throw new IllegalArgumentException(setting + " must begin with https:// or http://");
      }
    }

    /** Shows the host only: the rest may hold secrets. */
    @Override
    public String toString() {
      return "Settings[" + url.getHost() + "]";
    }
  }

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Settings settings;
  private final Duration forEachPart;

  WebhookAnchor(Settings settings) {
    this(settings, PATIENCE);
  }

  /**
   * An anchor with the given patience.
   *
   * @param forEachPart how long it waits for each part of a body
   */
  WebhookAnchor(Settings settings, Duration forEachPart) {
    this.settings = settings;
    this.forEachPart = forEachPart;
  }

  @Override
  public void keep(String origin, byte[] checkpoint) throws IOException, InterruptedException {
    HttpRequest.Builder post =
        request(settings.url())
            .header("Content-Type", "text/plain; charset=utf-8")
            .POST(BodyPublishers.ofByteArray(checkpoint));
    HttpResponse<InputStream> answer = http.send(post.build(), ofInputStream());
    answer.body().close(); // it is of no interest, and may never end
    int status = answer.statusCode();
    if (status < 200 || status >= 300) {
      throw answered(settings.url(), status);
    }
  }

  @Override
  public void each(String origin, NoteTaker taker) throws IOException, InterruptedException {
    URI kept = settings.keptUrl();
    if (kept == null) {
      return;
    }
    String separator = kept.getQuery() == null ? "?" : "&";
    URI ofLog = URI.create(kept + separator + "origin=" + URLEncoder.encode(origin, UTF_8));
    HttpResponse<InputStream> answer = http.send(request(ofLog).GET().build(), ofInputStream());
    try (InputStream body =
        new TimedBody(answer.body(), kept.getHost(), forEachPart, MOST_PATIENCE)) {
      if (answer.statusCode() == OK) {
        Notes.read(body, taker);
      } else if (answer.statusCode() != NOT_FOUND) {
        throw answered(kept, answer.statusCode());
      }
    }
  }

  private HttpRequest.Builder request(URI url) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(PATIENCE);
    if (settings.token() != null) {
      request.header("Authorization", "Bearer " + settings.token());
    }
    return request;
  }

  private static AnchorException answered(URI url, int status) {
    return new AnchorException(url.getHost() + " answered " + status);
  }
}
