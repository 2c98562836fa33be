package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.util.BinaryData;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host's answer, completely in memory. Immutable, thread-safe.
 *
 * @param body null if it is empty
 */
record Answer(
    TransportHttpClient.Node node, int statusCode, HttpHeaders headers, @Nullable BinaryData body)
    implements TransportHttpClient.Response {

  private static final int BAD_GATEWAY = 502;
  private static final int GATEWAY_TIMEOUT = 504;

  static Answer of(URI host, HttpResponse<byte[]> response) {
    byte[] bytes = response.body();
    String type = response.headers().firstValue("Content-Type").orElse("application/octet-stream");
    return new Answer(
        new TransportHttpClient.Node(host),
        response.statusCode(),
        response.headers(),
        bytes.length == 0 ? null : BinaryData.of(bytes, type));
  }

  /** Whether another host may be able to do what this one cannot. */
  boolean isOfNoUse() {
    return statusCode >= BAD_GATEWAY && statusCode <= GATEWAY_TIMEOUT;
  }

  @Override
  public @Nullable String header(String name) {
    return headers.firstValue(name).orElse(null);
  }

  @Override
  public List<String> headers(String name) {
    return headers.allValues(name);
  }

  @Override
  public @Nullable Object originalResponse() {
    return null;
  }

  @Override
  public void close() {
    // There is nothing but memory to release.
  }
}
