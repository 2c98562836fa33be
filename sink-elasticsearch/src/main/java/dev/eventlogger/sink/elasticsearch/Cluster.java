package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import dev.eventlogger.query.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The servers of a log, and what messages call them. Immutable, thread-safe.
 *
 * @param servers hosts and ports
 */
record Cluster(ElasticsearchClient client, String servers) {

  // A request's line has at most 4 KB, and its path and parameters need some.
  private static final int MOST_CHARACTERS = 3_000;

  /** Connects to nothing yet. */
  static Cluster of(ElasticsearchSettings settings) {
    return new Cluster(Connection.open(settings), settings.servers());
  }

  interface Request<T> {
    T send() throws IOException;
  }

  /** What a message about something begins with. */
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
    } catch (IOException | RuntimeException e) {
      Exception failure = ElasticsearchFailures.of(where(what), e);
      if (e instanceof ElasticsearchException answer
          && IndexGoneException.isMeantBy(answer.error())) {
        throw new IndexGoneException(String.valueOf(failure.getMessage()));
      }
      throw new StoreException(String.valueOf(failure.getMessage()), failure.getCause());
    }
  }

  /** Names of indices in parts, each of which a request's line can hold. */
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
