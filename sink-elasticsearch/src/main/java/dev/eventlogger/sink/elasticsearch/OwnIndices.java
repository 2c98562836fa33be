package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.indices.ResolveIndexResponse;
import co.elastic.clients.elasticsearch.indices.resolve_index.ResolveIndexAliasItem;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.sink.elasticsearch.Destination.Span;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which indices of a cluster are a log's: those whose name is the pattern with a real
 * time in it, and no others that its wildcard matches. Immutable, thread-safe.
 *
 * <p>Such a name may also be an alias: either of a copy that index lifecycle management made of an
 * index, which is read in its place, or of anything else, which nobody can tell to be the log's.
 */
final class OwnIndices {

  /** The prefixes that lifecycle management gives an index that it shrinks or restores. */
  private static final Pattern COPY =
      Pattern.compile("(?:(?:shrink-[A-Za-z0-9_-]+?|restored|partial)-)+");

  private static final int NOT_FOUND = 404;

  private final Cluster cluster;
  private final Destination destination;

  OwnIndices(Cluster cluster, Destination destination) {
    this.cluster = cluster;
    this.destination = destination;
  }

  /**
   * An index of the log, or what stands for it.
   *
   * @param span the time of its events; null if it holds any
   * @param isPlain whether it is an index of that name, and not an alias or data stream
   */
  record OwnIndex(String name, @Nullable Span span, boolean isPlain, boolean isClosed) {

    /**
     * Whether it may hold events from one instant, inclusive, to another, exclusive; null is open.
     */
    boolean mayHold(@Nullable Instant since, @Nullable Instant until) {
      return span == null || span.overlaps(since, until);
    }
  }

  /**
   * All of the log's indices, in the order of their names, including hidden and closed ones.
   *
   * @throws StoreException if there is no answer, or one is an alias of something else
   */
  List<OwnIndex> find() {
    ResolveIndexResponse found = cluster.answer(destination, this::resolve);
    List<OwnIndex> own = new ArrayList<>();
    found
        .indices()
        .forEach(index -> add(own, index.name(), true, index.attributes().contains("closed")));
    found.dataStreams().forEach(stream -> add(own, stream.name(), false, false));
    for (ResolveIndexAliasItem alias : found.aliases()) {
      if (isOwn(alias.name())) {
        checkIsCopy(alias);
        add(own, alias.name(), false, false);
      }
    }
    own.sort(Comparator.comparing(OwnIndex::name));
    return own;
  }

  private ResolveIndexResponse resolve() throws IOException {
    try {
      return cluster
          .transport()
          .performRequest(
              null,
              new PlainEndpoint<>(
                  "es/indices.resolve_index",
                  "GET", // client 9.5 uses POST, which a server 8 refuses
                  "/_resolve/index/" + destination.wildcard(),
                  Map.of("expand_wildcards", "open,closed,hidden"),
                  ResolveIndexResponse._DESERIALIZER),
              null);
    } catch (ElasticsearchException e) {
      if (e.status() == NOT_FOUND) {
        // A name without a wildcard to which nothing was written.
        return ResolveIndexResponse.of(
            none -> none.indices(List.of()).aliases(List.of()).dataStreams(List.of()));
      }
      throw e;
    }
  }

  private boolean isOwn(String name) {
    return destination.isByTime()
        ? destination.timeOf(name).isPresent()
        : destination.wildcard().equals(name);
  }

  private void add(List<OwnIndex> own, String name, boolean isPlain, boolean isClosed) {
    if (isOwn(name)) {
      own.add(new OwnIndex(name, destination.timeOf(name).orElse(null), isPlain, isClosed));
    }
  }

  private void checkIsCopy(ResolveIndexAliasItem alias) {
    if (!destination.isByTime()) {
      return; // the setting names the alias itself
    }
    for (String index : alias.indices()) {
      boolean isCopy =
          index.endsWith(alias.name())
              && COPY.matcher(index.substring(0, index.length() - alias.name().length())).matches();
      if (!isCopy) {
        throw new StoreException(
            cluster.where(alias.name())
                + ": is an alias of "
                + index
                + ", whose events may be another log's; take the alias away, or name it in a log of"
                + " its own (index: "
                + alias.name()
                + ")",
            null);
      }
    }
  }
}
