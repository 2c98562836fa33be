package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.indices.IndexSettings;
import co.elastic.clients.elasticsearch.indices.IndexState;
import java.io.IOException;

/** Keeps anything from being written to an index while we need that. For one thread. */
final class WriteBlock {

  private static final int FORBIDDEN = 403;

  private final Cluster cluster;
  private final String index;
  private boolean isOurs;

  WriteBlock(Cluster cluster, String index) {
    this.cluster = cluster;
    this.index = index;
  }

  /**
   * Blocks writes, and waits for those under way; false if it is not known that they ended, or we
   * may not block.
   */
  boolean set() {
    return cluster.answer(
        index,
        () -> {
          try {
            return isSet() || add();
          } catch (ElasticsearchException e) {
            if (e.status() == FORBIDDEN) {
              isOurs = false;
              return false;
            }
            throw e;
          }
        });
  }

  private boolean isSet() throws IOException {
    IndexState state = cluster.client().indices().getSettings(get -> get.index(index)).get(index);
    IndexSettings settings = state == null ? null : state.settings();
    IndexSettings inner = settings == null ? null : settings.index();
    return inner != null && inner.blocks() != null && Boolean.TRUE.equals(inner.blocks().write());
  }

  private boolean add() throws IOException {
    isOurs = true;
    return cluster
        .ask("PUT", "/" + index + "/_block/write")
        .path("shards_acknowledged")
        .asBoolean();
  }

  /** Notes that the index no longer exists. */
  void isOver() {
    isOurs = false;
  }

  /** Allows writes again, unless somebody else blocked them. */
  void lift() {
    if (isOurs) {
      isOurs = false;
      var unused =
          cluster.answer(
              index,
              () ->
                  cluster
                      .client()
                      .indices()
                      .putSettings(
                          put -> put.index(index).settings(s -> s.blocks(b -> b.write(false)))));
    }
  }
}
