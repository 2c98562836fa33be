package dev.eventlogger.sink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import co.elastic.clients.transport.TransportOptions;
import co.elastic.clients.transport.http.TransportHttpClient;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request of the client, ready to be sent to one host after another. Immutable, thread-safe.
 *
 * @param target path and query, encoded
 * @param body in pieces; none if there is no body
 */
record PreparedRequest(
    String method, String target, Map<String, String> headers, List<byte[]> body) {

  /**
   * The format that we send and accept, whichever client is on the class path: a client 9 asks for
   * the format of 9, which a server 8 refuses, whereas a server 9 supports that of 8.
   */
  static final String MEDIA_TYPE = "application/vnd.elasticsearch+json; compatible-with=8";

  /** The endpoint of the only requests with a body that change nothing. */
  static final String SEARCH = "es/msearch";

  private static final String ANY_VERSION = "application/vnd.elasticsearch+json";
  private static final int PIECE = 64 * 1024;
  private static final Set<String> ASKING = Set.of("GET", "HEAD");

  /**
   * Combines a request, its options and the common headers; options take precedence.
   *
   * @param always headers of every request
   */
  static PreparedRequest of(
      TransportHttpClient.Request request,
      @Nullable TransportOptions options,
      Map<String, String> always) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Map<String, String> parameters = new LinkedHashMap<>(request.queryParams());
    headers.putAll(request.headers());
    headers.putAll(always);
    if (options != null) {
      options.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
      parameters.putAll(options.queryParameters());
    }
    headers.replaceAll((name, value) -> value.startsWith(ANY_VERSION) ? MEDIA_TYPE : value);
    String query =
        parameters.entrySet().stream()
            .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
            .collect(Collectors.joining("&"));
    return new PreparedRequest(
        request.method(),
        request.path() + (query.isEmpty() ? "" : "?" + query),
        headers,
        pieces(request.body()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** Pieces large enough that each is worth a system call. */
  private static List<byte[]> pieces(@Nullable Iterable<ByteBuffer> body) {
    List<byte[]> pieces = new ArrayList<>();
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    for (ByteBuffer buffer : body == null ? List.<ByteBuffer>of() : body) {
      ByteBuffer left = buffer.duplicate();
      while (left.hasRemaining()) {
        int size = Math.min(left.remaining(), piece.remaining());
        piece.put(left.slice().limit(size));
        left.position(left.position() + size);
        if (!piece.hasRemaining()) {
          pieces.add(piece.array());
          piece = ByteBuffer.allocate(PIECE);
        }
      }
    }
    if (piece.position() > 0) {
      pieces.add(Arrays.copyOf(piece.array(), piece.position()));
    }
    return pieces;
  }

  /** Whether the request changes nothing, and so may be sent twice. */
  boolean onlyAsks(String endpoint) {
    return ASKING.contains(method) || endpoint.equals(SEARCH);
  }

  /**
   * The request to one host.
   *
   * @param host may have a path, which precedes the request's
   * @param progress is told before a piece of the body is sent
   */
  HttpRequest to(URI host, Runnable progress) {
    String path = host.getRawPath().replaceFirst("/+$", "");
    String uri = host.getScheme() + "://" + host.getRawAuthority() + path + target;
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri));
    headers.forEach(request::setHeader);
    return request.method(method, publisher(progress)).build();
  }

  private BodyPublisher publisher(Runnable progress) {
    long length = body.stream().mapToLong(piece -> piece.length).sum();
    if (length == 0) {
      return BodyPublishers.noBody();
    }
    // With its length, since not everything between us and the server accepts chunked bodies.
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofByteArrays(() -> body.stream().peek(piece -> progress.run()).iterator()),
        length);
  }
}
