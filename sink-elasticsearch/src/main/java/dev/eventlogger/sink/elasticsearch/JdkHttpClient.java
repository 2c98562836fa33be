package dev.eventlogger.sink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import co.elastic.clients.transport.TransportOptions;
import co.elastic.clients.transport.http.TransportHttpClient;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of Elastic's client with the JDK's, so that no other HTTP client is needed:
 * each major version of Elastic's depends on a different one. Thread-safe.
 *
 * <p>Connections are direct, use HTTP/1.1, and follow no redirects: our credentials go to the
 * configured hosts alone.
 */
final class JdkHttpClient implements TransportHttpClient {

  private static final long MOST_BYTES = 100L * 1024 * 1024;

  private final HttpClient http;
  private final Hosts hosts;
  private final Attempt.Limits limits;
  private final Map<String, String> headers;
  private final ScheduledThreadPoolExecutor watching;
  private final Set<Exchange> pending = ConcurrentHashMap.newKeySet();

  /**
   * Connects to nothing yet.
   *
   * @throws IllegalArgumentException if {@code ca_file} cannot be read or holds no certificate
   */
  JdkHttpClient(ElasticsearchSettings settings) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(settings.connectTimeout());
    SSLContext trust = Trust.of(settings);
    if (trust != null) {
      builder.sslContext(trust);
    }
    http = builder.build();
    hosts = new Hosts(settings.hosts(), System::nanoTime);
    limits = new Attempt.Limits(settings.connectTimeout(), settings.requestTimeout(), MOST_BYTES);
    String authorization = authorization(settings);
    headers = authorization == null ? Map.of() : Map.of("Authorization", authorization);
    watching = new ScheduledThreadPoolExecutor(1, JdkHttpClient::thread);
    watching.setRemoveOnCancelPolicy(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "event-logger-elasticsearch-timeouts");
    thread.setDaemon(true);
    return thread;
  }

  /** Sent with every request, without waiting to be asked to authenticate. */
  private static @Nullable String authorization(ElasticsearchSettings settings) {
    String user = settings.userAndPassword();
    if (user != null) {
      return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
    }
    return settings.apiKey() == null ? null : "ApiKey " + settings.apiKey();
  }

  @Override
  public CompletableFuture<Response> performRequestAsync(
      String endpointId, @Nullable Node node, Request request, @Nullable TransportOptions options) {
    PreparedRequest prepared = PreparedRequest.of(request, options, headers);
    Exchange exchange =
        new Exchange(
            endpointId,
            prepared.onlyAsks(endpointId),
            hosts,
            host -> Attempt.send(http, host, prepared, limits, watching));
    pending.add(exchange);
    CompletableFuture<Response> answer = exchange.begin();
    var unused = answer.whenComplete((whole, failure) -> pending.remove(exchange));
    return answer;
  }

  @Override
  public Response performRequest(
      String endpointId, @Nullable Node node, Request request, @Nullable TransportOptions options)
      throws IOException {
    CompletableFuture<Response> answer = performRequestAsync(endpointId, node, request, options);
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IOException(e.getCause());
    } catch (CancellationException e) {
      throw new IOException("closed while a request was under way", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /**
   * Cancels all requests. The JDK's threads end by themselves; with JDK 17, once they have been
   * idle for a minute and this object was garbage-collected.
   */
  @Override
  public void close() throws IOException {
    watching.shutdownNow();
    pending.forEach(Exchange::giveUp);
    if (http instanceof AutoCloseable closing) { // from JDK 21 on
      try {
        closing.close();
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
