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
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of a server, and fails as servers and networks do: each fault hits one POST, in
 * order; then everything goes through. Thread-safe.
 */
final class FaultyFront implements AutoCloseable {

  /** What happens to one request. */
  enum Fault {
    /** Goes through. */
    NONE,
    /** Is answered with 500, and not taken. */
    REFUSED,
    /** Is answered with 503, and not taken. */
    UNAVAILABLE,
    /** Is answered with 429 and a Retry-After of a second, and is not taken. */
    TOO_SOON,
    /**
     * Is answered with 503 and a Retry-After that is a date two seconds later, and is not taken.
     */
    TOO_SOON_BY_DATE,
    /** Is answered with 413, and not taken. */
    TOO_LARGE,
    /** Is taken, but answered with 500. */
    ANSWERED_WRONGLY,
    /** Is taken, but the connection breaks before the answer. */
    CUT,
    /** Is taken, but never answered. */
    HANGS,
    /** Is taken, and answered half a second later. */
    SLOW,
    /** Is not taken, and the connection breaks. */
    DOWN
  }

  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "host", "transfer-encoding", "upgrade", "expect");

  private static final long PATIENCE_SECONDS = 30;
  private static final byte[] NOTHING = {};

  private final URI target;
  private final HttpServer front;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();
  private final BlockingQueue<String> posts = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, ShownPage> pages = new ConcurrentHashMap<>();
  private final List<Post> received = new CopyOnWriteArrayList<>();
  private volatile Fault usual = Fault.NONE;
  private volatile int mostBytes = Integer.MAX_VALUE;

  /** A page of the front's own; its Content-Security-Policy is null if everything is allowed. */
  record ShownPage(String type, String content, @Nullable String policy) {}

  /**
   * A POST that arrived.
   *
   * @param at when, by {@link System#nanoTime}
   */
  record Post(int bytes, long at, Fault fault) {}

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

  /** The paths of the POSTs that arrived, in their order. */
  List<String> posts() {
    return List.copyOf(posts);
  }

  /** Sets the fault of all further requests, once the remaining faults are used up. */
  void become(Fault fault) {
    usual = fault;
  }

  /** Answers larger POSTs with 413. */
  void limit(int bytes) {
    mostBytes = bytes;
  }

  /** Serves a page of its own at a path. */
  void show(String path, ShownPage page) {
    pages.put(path, page);
  }

  /** The POSTs that arrived, in their order. */
  List<Post> received() {
    return List.copyOf(received);
  }

  /** Waits until so many POSTs have arrived; fails if there are more or fewer. */
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
    ShownPage page = pages.get(exchange.getRequestURI().getPath());
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      if (page != null) {
        show(exchange, page);
      } else {
        handle(exchange, body, next(exchange, body));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private Fault next(HttpExchange exchange, byte[] body) {
    if (!exchange.getRequestMethod().equals("POST")) {
      return Fault.NONE;
    }
    posts.add(exchange.getRequestURI().getPath());
    Fault next = faults.poll();
    Fault fault = next == null ? usual : next;
    received.add(new Post(body.length, System.nanoTime(), fault));
    return fault;
  }

  private void handle(HttpExchange exchange, byte[] body, Fault fault)
      throws IOException, InterruptedException {
    if (body.length > mostBytes) {
      answer(exchange, 413, NOTHING);
      return;
    }
    switch (fault) {
      case REFUSED -> answer(exchange, 500, NOTHING);
      case UNAVAILABLE -> answer(exchange, 503, NOTHING);
      case TOO_LARGE -> answer(exchange, 413, NOTHING);
      case DOWN -> {}
      case TOO_SOON_BY_DATE -> {
        ZonedDateTime later = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2);
        exchange
            .getResponseHeaders()
            .set("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(later));
        answer(exchange, 503, NOTHING);
      }
      case TOO_SOON -> {
        exchange.getResponseHeaders().set("Retry-After", "1");
        answer(exchange, 429, NOTHING);
      }
      default -> {
        HttpResponse<byte[]> answer = client.send(request(exchange, body), bytes());
        switch (fault) {
          case HANGS -> closed.await(1, TimeUnit.MINUTES);
          case ANSWERED_WRONGLY -> answer(exchange, 500, NOTHING);
          case CUT -> {}
          default -> {
            if (fault == Fault.SLOW) {
              closed.await(500, TimeUnit.MILLISECONDS);
            }
            pass(exchange, answer);
          }
        }
      }
    }
  }

  private static void show(HttpExchange exchange, ShownPage page) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", page.type());
    if (page.policy() != null) {
      exchange.getResponseHeaders().set("Content-Security-Policy", page.policy());
    }
    answer(exchange, 200, page.content().getBytes(StandardCharsets.UTF_8));
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

  /** Adds the headers that let a page read the answer, as the server's own answers do. */
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
