package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.indices.IndexSettings;
import co.elastic.clients.elasticsearch.indices.IndexState;
import java.io.IOException;

/** That nothing can be written to an index, for as long as we need that. For one thread. */
final class WriteBlock {

  private static final int FORBIDDEN = 403;

  private final Cluster cluster;
  private final String index;
  private boolean isOurs;

  WriteBlock(Cluster cluster, String index) {
    this.cluster = cluster;
    this.index = index;
  }

  /** Waits for what is being written; false if nothing is known of that, or we may not do it. */
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

  /** Takes note that there is no such index any more. */
  void isOver() {
    isOurs = false;
  }

  /** Lets events in again, unless it was somebody else who does not want any. */
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
