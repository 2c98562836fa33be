package dev.eventlogger.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Stands before a server, and fails as servers and networks do: each fault meets one POST, in their
 * order; then all goes through. Thread-safe.
 */
final class FaultyFront implements AutoCloseable {

  /** What becomes of one request. */
  enum Fault {
    /** Goes through. */
    NONE,
    /** Is answered with 500, and not taken. */
    REFUSED,
    /** Is answered with 503, and not taken. */
    UNAVAILABLE,
    /** Is taken, but answered with 500. */
    ANSWERED_WRONGLY,
    /** Is taken, but the connection breaks before the answer. */
    CUT,
    /** Is taken, but never answered. */
    HANGS
  }

  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "host", "transfer-encoding", "upgrade", "expect");

  private static final long PATIENCE_SECONDS = 30;

  private final URI target;
  private final HttpServer front;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
  private final BlockingQueue<String> posts = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private FaultyFront(URI target, HttpServer front) {
    this.target = target;
    this.front = front;
  }

  static FaultyFront before(URI target, Fault... faults) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    FaultyFront front = new FaultyFront(target, HttpServer.create(any, 0));
    front.faults.addAll(List.of(faults));
    front.front.createContext("/", front::handle);
    front.front.setExecutor(front.threads);
    front.front.start();
    return front;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + front.getAddress().getPort());
  }

  /** The paths of the POSTs that came, in their order. */
  List<String> posts() {
    return List.copyOf(posts);
  }

  /** Waits until so many POSTs have come; fails if more or fewer do. */
  void awaitPosts(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      if (posts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
        throw new AssertionError("there were " + i + " requests, not " + count);
      }
    }
    String more = posts.peek();
    if (more != null) {
      throw new AssertionError("one more request came, to " + more);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    Fault fault = Fault.NONE;
    if (exchange.getRequestMethod().equals("POST")) {
      posts.add(exchange.getRequestURI().getPath());
      Fault next = faults.poll();
      fault = next == null ? Fault.NONE : next;
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      if (fault == Fault.REFUSED || fault == Fault.UNAVAILABLE) {
        answer(exchange, fault == Fault.REFUSED ? 500 : 503, new byte[0]);
        return;
      }
      HttpResponse<byte[]> answer = client.send(request(exchange, body), bytes());
      if (fault == Fault.HANGS) {
        closed.await(1, TimeUnit.MINUTES);
      }
      if (fault == Fault.NONE) {
        pass(exchange, answer);
      } else if (fault == Fault.ANSWERED_WRONGLY) {
        answer(exchange, 500, new byte[0]);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private static HttpResponse.BodyHandler<byte[]> bytes() {
    return HttpResponse.BodyHandlers.ofByteArray();
  }

  private HttpRequest request(HttpExchange exchange, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return request.build();
  }

  private static void pass(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name)) {
                exchange.getResponseHeaders().put(name, new ArrayList<>(values));
              }
            });
    answer(exchange, answer.statusCode(), answer.body());
  }

  /** With what lets a page read it, as the server's own answers have. */
  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    if (origin != null) {
      exchange.getResponseHeaders().set("Access-Control-Allow-Origin", origin);
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    front.stop(0);
    threads.shutdownNow();
  }
}
