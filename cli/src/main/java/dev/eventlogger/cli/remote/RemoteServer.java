package dev.eventlogger.cli.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.JsonReader;
import dev.eventlogger.event.MalformedJsonException;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.OneLine;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A server that {@code event-logger serve} started. Thread-safe; does not print its token. */
public final class RemoteServer {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final Duration REMOVAL = Duration.ofHours(12);
  private static final int MOST_TRIES = 10;
  private static final long LONGEST_WAIT_SECONDS = 30;
  private static final int LONGEST_REASON = 500;

  private final URI root;
  private final @Nullable String token;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER) // the token is sent to no other address
          .build();

  /**
   * A server; sends nothing yet.
   *
   * @param root its address, such as {@code https://events.example.org}
   * @param token a key that may read; null for a server that requires none
   * @throws IllegalArgumentException if that is not the address of a server
   */
  public RemoteServer(String root, @Nullable String token) {
    this.root = root(root);
    if (token != null && token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new IllegalArgumentException("the token has characters that no token has");
    }
    this.token = token;
  }

  private static URI root(String text) {
    try {
      URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean isBare = uri.getRawQuery() == null && uri.getRawUserInfo() == null;
      if (isWeb && uri.getHost() != null && isBare) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Reported below, without what was typed: it may hold a password.
    }
    throw new IllegalArgumentException(
        "must be the address of a server, as https://events.example.org, without user and query");
  }

  /** Returns its address. */
  public String name() {
    return root.toString();
  }

  /** The answer to a question, a JSON object. */
  Map<String, @Nullable Object> get(String path, Cancellation cancellation) {
    return json(send("GET", path, null, ANSWER, cancellation));
  }

  /** The answer to a removal. */
  Map<String, @Nullable Object> delete(String path, Cancellation cancellation) {
    return json(send("DELETE", path, null, REMOVAL, cancellation));
  }

  /**
   * Sends lines of events, and returns the answer. Sends them again while the server says that it
   * took none of them for lack of room, ten times at most.
   *
   * @throws RefusedLinesException if it took none of them, for another reason or at the last try
   * @throws StoreException if it does not answer: it may have taken them
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public Map<String, @Nullable Object> postEvents(String lines) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      HttpResponse<String> answer =
          send("POST", "/v1/events", lines, ANSWER, Cancellation.withoutTimeout());
      int status = answer.statusCode();
      boolean hasNoRoom = status == 429 || status == 503;
      if (hasNoRoom && tries < MOST_TRIES) {
        Thread.sleep(1_000 * wait(answer));
      } else if ((status / 100 == 4 && status != 422) || hasNoRoom) {
        throw new RefusedLinesException(message(answer));
      } else {
        return json(answer);
      }
    }
  }

  private static long wait(HttpResponse<String> answer) {
    String seconds = answer.headers().firstValue("Retry-After").orElse("");
    long asked = seconds.matches("[0-9]{1,6}") ? Long.parseLong(seconds) : 1;
    return Math.min(asked, LONGEST_WAIT_SECONDS);
  }

  /** Returns the server's ledger. */
  public Map<String, @Nullable Object> ledger() {
    return get("/api/ledger", Cancellation.withoutTimeout());
  }

  private HttpResponse<String> send(
      String method,
      String path,
      @Nullable String body,
      Duration timeout,
      Cancellation cancellation) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path))
            .timeout(timeout)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body, UTF_8));
    if (body != null) {
      request.header("Content-Type", "application/x-ndjson");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
    return cancellation.run(() -> answer.cancel(true), () -> await(answer));
  }

  private HttpResponse<String> await(CompletableFuture<HttpResponse<String>> answer) {
    try {
      return answer.join();
    } catch (CancellationException e) {
      throw new StoreException(root + ": given up", e);
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      String reason =
          cause instanceof IOException ? "cannot be reached: " + FailureWords.of(cause) : "failed";
      throw new StoreException(root + ": " + reason, cause);
    }
  }

  private Map<String, @Nullable Object> json(HttpResponse<String> answer) {
    int status = answer.statusCode();
    Map<String, @Nullable Object> json = object(answer.body());
    if (status == 200 || (status == 422 && json.containsKey("received"))) {
      return json;
    }
    if (status == 422 || status == 400) {
      throw new UnsupportedQueryException(message(answer));
    }
    throw new StoreException(message(answer), null);
  }

  private String message(HttpResponse<String> answer) {
    String said =
        object(answer.body()).get("error") instanceof String error
            ? cut(error)
            : "no reason is given";
    return root + ": answered " + answer.statusCode() + ": " + said;
  }

  /** The JSON object in a body; empty if it holds none, as from some other server. */
  private static Map<String, @Nullable Object> object(String body) {
    try {
      Object read = new JsonReader().read(body);
      return read instanceof Map ? JsonReader.asObject(read) : Map.of();
    } catch (MalformedJsonException e) {
      return Map.of();
    }
  }

  private static String cut(String text) {
    return OneLine.escape(
        text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "…");
  }

  /** Returns its address. */
  @Override
  public String toString() {
    return name();
  }
}
