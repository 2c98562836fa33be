package dev.eventlogger.sink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of the real server as a proxy or a load balancer does, and answers some requests
 * itself. Thread-safe.
 */
final class HttpFront implements AutoCloseable {

  /** An answer that is not the server's. */
  record Answer(int status, Map<String, String> headers, String body) {
    static Answer of(int status) {
      return new Answer(status, Map.of(), "<html>" + status + "</html>");
    }
  }

  /** One request. */
  record Request(String method, String path, String authorization, String body) {
    boolean isBulk() {
      return path.endsWith("/_bulk");
    }
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final AtomicReference<Function<Request, @Nullable Answer>> answering =
      new AtomicReference<>(request -> null);
  private final AtomicReference<Boolean> cutsNext = new AtomicReference<>(false);
  private final HttpServer server;
  private final int target;

  private HttpFront(HttpServer server, int target) {
    this.server = server;
    this.target = target;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  static HttpFront of(TestServer server) throws IOException {
    return new HttpFront(HttpServer.create(address(), 0), server.port());
  }

  static HttpFront encrypted(TestServer server, SSLContext identity) throws IOException {
    HttpsServer https = HttpsServer.create(address(), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(identity));
    return new HttpFront(https, server.port());
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The requests so far, in order. */
  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The bodies of the bulk requests so far. */
  List<String> bulks() {
    return requests.stream().filter(Request::isBulk).map(Request::body).toList();
  }

  /** Answers the requests for which a function returns an answer; forwards the others. */
  void answer(Function<Request, @Nullable Answer> function) {
    answering.set(function);
  }

  /** Answers every bulk request. */
  void answerBulk(Answer answer) {
    answer(request -> request.isBulk() ? answer : null);
  }

  void passOn() {
    answer(request -> null);
  }

  /** Forwards the next bulk request, and breaks the connection in the middle of the answer. */
  void cutNextBulkAnswer() {
    cutsNext.set(true);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Request request =
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    requests.add(request);
    Answer answer = answering.get().apply(request);
    try (exchange) {
      if (answer == null) {
        passOn(exchange, request);
      } else {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        send(exchange, answer.status(), answer.body().getBytes(UTF_8), false);
      }
    }
  }

  private void passOn(HttpExchange exchange, Request request) throws IOException {
    HttpResponse<byte[]> response = ask(exchange, request);
    Headers headers = exchange.getResponseHeaders();
    for (String name : List.of("Content-Type", "X-Elastic-Product")) {
      response.headers().firstValue(name).ifPresent(value -> headers.set(name, value));
    }
    boolean isCut = request.isBulk() && cutsNext.getAndSet(false);
    send(exchange, response.statusCode(), response.body(), isCut);
  }

  private HttpResponse<byte[]> ask(HttpExchange exchange, Request request) throws IOException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + target + exchange.getRequestURI()))
            .method(request.method(), BodyPublishers.ofString(request.body()));
    for (String name : List.of("Authorization", "Content-Type", "Accept")) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        builder.header(name, value);
      }
    }
    try {
      return client.send(builder.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body, boolean isCut)
      throws IOException {
    boolean isEmpty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, isEmpty ? -1 : body.length);
    if (!isEmpty) {
      exchange.getResponseBody().write(body, 0, isCut ? body.length / 2 : body.length);
      exchange.getResponseBody().flush();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
