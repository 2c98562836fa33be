package dev.eventlogger.testkit.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** Speaks AWS JSON 1.1 over HTTP. Thread-safe. */
final class Endpoint {

  private static final String TARGET = "Logs_20140328.";
  private static final String JSON_TYPE = "application/x-amz-json-1.1";
  private static final int LARGEST_BODY = 16 * 1024 * 1024;
  private static final Pattern SIGNATURE =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=[^/\\s]+/\\d{8}/[a-z0-9-]+/logs/aws4_request,"
              + " ?SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*x-amz-date[a-z0-9;-]*,"
              + " ?Signature=[0-9a-f]{64}");

  static {
    // The JDK's server reads these only once, at first use. Without the first, every answer takes
    // 40 ms; without the others, a stalled connection is kept for ever.
    for (String[] property :
        new String[][] {
          {"sun.net.httpserver.nodelay", "true"},
          {"sun.net.httpserver.maxReqTime", "120"},
          {"sun.net.httpserver.maxRspTime", "120"}
        }) {
      if (System.getProperty(property[0]) == null) {
        System.setProperty(property[0], property[1]);
      }
    }
  }

  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(Endpoint::thread);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Service service;
  private final Faults faults;
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();

  private Endpoint(HttpServer server, Service service, Faults faults) {
    this.server = server;
    this.service = service;
    this.faults = faults;
    json.getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(LARGEST_BODY).build());
  }

  static Endpoint start(Service service, Faults faults) {
    try {
      InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      Endpoint endpoint = new Endpoint(HttpServer.create(free, 0), service, faults);
      endpoint.server.createContext("/", endpoint::handle);
      // With the server's default executor, one slow request would hold up all others.
      endpoint.server.setExecutor(endpoint.threads);
      endpoint.server.start();
      return endpoint;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "fake-cloudwatch-logs");
    thread.setDaemon(true);
    return thread;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  long requests(String operation) {
    LongAdder count = requests.get(operation);
    return count == null ? 0 : count.sum();
  }

  void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String operation = operation(exchange.getRequestHeaders());
      requests.computeIfAbsent(operation, name -> new LongAdder()).increment();
      Fault fault = faults.of(operation).orElse(null);
      if (fault != null && fault.kind() == Fault.Kind.RESET) {
        return; // Closing with the body unread resets the connection.
      }
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
      if (fault != null && fault.kind() == Fault.Kind.ERROR) {
        refuse(exchange, fault.error(), fault.delay());
        return;
      }
      answer(exchange, operation, body, Optional.ofNullable(fault));
    }
  }

  private static String operation(Headers headers) {
    String target = String.valueOf(headers.getFirst("X-Amz-Target"));
    return target.startsWith(TARGET) ? target.substring(TARGET.length()) : target;
  }

  private void answer(HttpExchange exchange, String operation, byte[] body, Optional<Fault> fault)
      throws IOException {
    try {
      check(exchange);
      Map<String, Object> answer = service.handle(operation, parameters(body));
      if (fault.isPresent()) {
        await(fault.get().delay());
        if (fault.get().kind() == Fault.Kind.LOST_ANSWER) {
          return;
        }
      }
      send(exchange, 200, answer);
    } catch (ServiceError e) {
      if (e.isViolation()) {
        violations.add(operation + ": " + e.getMessage());
      }
      refuse(exchange, e, Duration.ZERO);
    }
  }

  /** Checks the parts of the protocol that a client without an SDK would get wrong. */
  private static void check(HttpExchange exchange) throws ServiceError {
    Headers headers = exchange.getRequestHeaders();
    if (!exchange.getRequestMethod().equals("POST")) {
      throw new ServiceError(405, "MethodNotAllowedException", "only POST is known");
    }
    String signature = headers.getFirst("Authorization");
    if (signature == null) {
      throw new ServiceError(
          400, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    if (!SIGNATURE.matcher(signature).matches() || headers.getFirst("X-Amz-Date") == null) {
      throw new ServiceError(
          400, "IncompleteSignatureException", "Authorization header is not of AWS4-HMAC-SHA256");
    }
    if (!String.valueOf(headers.getFirst("Content-Type")).startsWith(JSON_TYPE)) {
      throw ServiceError.unreadable("Content-Type must be " + JSON_TYPE);
    }
  }

  private Parameters parameters(byte[] body) throws IOException, ServiceError {
    if (body.length > LARGEST_BODY) {
      throw new ServiceError(413, "RequestEntityTooLargeException", "Request is too large");
    }
    try {
      return new Parameters(json.readValue(body, Map.class));
    } catch (JsonProcessingException e) {
      throw ServiceError.unreadable("the body is no JSON object");
    }
  }

  private void await(Duration delay) throws IOException {
    try {
      if (closed.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("the fake was closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuse(HttpExchange exchange, ServiceError error, Duration retryAfter)
      throws IOException {
    if (!retryAfter.isZero()) {
      long seconds = retryAfter.plusMillis(999).toSeconds();
      exchange.getResponseHeaders().set("Retry-After", String.valueOf(seconds));
    }
    send(exchange, error.status(), Map.of("__type", error.type(), "message", error.text()));
  }

  private void send(HttpExchange exchange, int status, Map<String, Object> answer)
      throws IOException {
    byte[] body = json.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", JSON_TYPE);
    exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
