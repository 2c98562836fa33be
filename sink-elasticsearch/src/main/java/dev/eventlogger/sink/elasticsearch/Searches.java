package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch.core.MsearchResponse;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.msearch.MultisearchHeader;
import co.elastic.clients.json.JsonpDeserializer;
import co.elastic.clients.json.NdJsonpSerializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Several searches of the same indices in one request that accepts no partial answers. Immutable,
 * thread-safe.
 *
 * @param bodies of which only the content of a body is sent
 */
record Searches(List<String> indices, List<SearchRequest> bodies) implements NdJsonpSerializable {

  /** The endpoint, with the type of the answers' documents. */
  static <T> PlainEndpoint<Searches, MsearchResponse<T>> endpoint(Class<T> type) {
    return new PlainEndpoint<>(
        PreparedRequest.SEARCH,
        "POST",
        "/_msearch",
        Map.of("typed_keys", "true"),
        MsearchResponse.createMsearchResponseDeserializer(JsonpDeserializer.of(type)));
  }

  @Override
  public Iterator<?> _serializables() {
    MultisearchHeader header =
        MultisearchHeader.of(
            h -> h.index(indices).ignoreUnavailable(false).allowPartialSearchResults(false));
    return bodies.stream().flatMap(body -> Stream.of(header, body)).iterator();
  }
}
