package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ErrorResponse;
import co.elastic.clients.json.JsonpDeserializer;
import co.elastic.clients.transport.JsonEndpoint;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that we build ourselves, since versions 8 and 9 of the client have different types for
 * it, or for its answer. Immutable, thread-safe.
 *
 * @param id for messages
 * @param path encoded
 * @param <Q> the type of the body; null for none
 * @param <A> the type of the answer
 */
record PlainEndpoint<Q, A>(
    String id,
    String method,
    String path,
    Map<String, String> parameters,
    JsonpDeserializer<A> responseDeserializer)
    implements JsonEndpoint<Q, A, ErrorResponse> {

  private static final int FIRST_ERROR = 400;

  /** Sends nothing but a path, and returns the answer as plain JSON. */
  static PlainEndpoint<@Nullable Void, JsonNode> of(String method, String path) {
    return new PlainEndpoint<>(path, method, path, Map.of(), JsonpDeserializer.of(JsonNode.class));
  }

  @Override
  public String method(Q request) {
    return method;
  }

  @Override
  public String requestUrl(Q request) {
    return path;
  }

  @Override
  public Map<String, String> queryParameters(Q request) {
    return parameters;
  }

  @Override
  public @Nullable Object body(Q request) {
    return request;
  }

  @Override
  public boolean isError(int status) {
    return status >= FIRST_ERROR;
  }

  @Override
  public JsonpDeserializer<ErrorResponse> errorDeserializer(int status) {
    return ErrorResponse._DESERIALIZER;
  }
}
