package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.core.MsearchResponse;
import co.elastic.clients.transport.Transport;
import com.fasterxml.jackson.databind.JsonNode;
import dev.eventlogger.query.Cancellation;
import dev.eventlogger.query.QueryCancelledException;
import dev.eventlogger.query.StoreException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The servers of a log, and their name in messages. Immutable, thread-safe.
 *
 * @param client for requests that are the same in versions 8 and 9
 * @param transport the client's own transport, for the others
 * @param servers hosts and ports
 */
record Cluster(ElasticsearchClient client, Transport transport, String servers) {

  // The line of a request has at most 4 KB, including the rest of its path and its parameters.
  private static final int MOST_CHARACTERS = 3_000;

  /** Connects to nothing yet. */
  static Cluster of(ElasticsearchSettings settings) {
    ElasticsearchClient client = Connection.open(settings);
    return new Cluster(client, client._transport(), settings.servers());
  }

  interface Request<T> {
    T send() throws IOException;
  }

  /** The beginning of a message about something. */
  String where(Object what) {
    return servers + ", " + what;
  }

  /**
   * The answer to a store's request.
   *
   * @param what for the message
   * @throws StoreException if there is none, for the reasons of {@link ElasticsearchFailures}
   */
  <T> T answer(Object what, Request<T> request) {
    try {
      return request.send();
    } catch (QueryCancelledException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      Exception failure = ElasticsearchFailures.of(where(what), e);
      if (IndexGoneException.isMeantBy(e)) {
        throw new IndexGoneException(String.valueOf(failure.getMessage()));
      }
      throw new StoreException(String.valueOf(failure.getMessage()), failure.getCause());
    }
  }

  /**
   * The answer to a request that consists of a path alone.
   *
   * @throws ElasticsearchException if the server refuses it
   */
  JsonNode ask(String method, String path) throws IOException {
    return transport.performRequest(null, PlainEndpoint.of(method, path), null);
  }

  /**
   * The answer to a search. If the question is cancelled, its connection is closed, which tells the
   * server that nobody waits for the answer.
   *
   * @param what for the message
   * @throws StoreException as {@link #answer} does
   */
  <T> MsearchResponse<T> search(
      Object what, Searches searches, Class<T> type, Cancellation cancellation) {
    return answer(
        what,
        () -> {
          CompletableFuture<MsearchResponse<T>> response =
              transport.performRequestAsync(searches, Searches.endpoint(type), null);
          try {
            return cancellation.run(() -> response.cancel(true), () -> await(response));
          } finally {
            response.cancel(true);
          }
        });
  }

  private static <T> T await(CompletableFuture<T> response) throws IOException {
    try {
      return response.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /** Names of indices in groups that fit into the line of a request. */
  static List<List<String>> inParts(List<String> names) {
    List<List<String>> parts = new ArrayList<>();
    int characters = MOST_CHARACTERS;
    for (String name : names) {
      characters += name.length() + 1;
      if (characters > MOST_CHARACTERS) {
        parts.add(new ArrayList<>());
        characters = name.length() + 1;
      }
      parts.get(parts.size() - 1).add(name);
    }
    return parts;
  }
}
