package dev.eventlogger.sink.elasticsearch;

import co.elastic.clients.elasticsearch.indices.IndexSettingBlocks;
import co.elastic.clients.elasticsearch.indices.IndexSettings;
import co.elastic.clients.elasticsearch.indices.IndexState;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The index for events that happen now. While it works, no other index may stop the log; while it
 * does not, there is an outage, and every event waits. For one thread.
 */
final class PresentIndex {

  private final Cluster cluster;
  private final Destination destination;
  private final InstantSource clock;
  private final IndexHistory history;

  PresentIndex(
      Cluster cluster, Destination destination, InstantSource clock, IndexHistory history) {
    this.cluster = cluster;
    this.destination = destination;
    this.clock = clock;
    this.history = history;
  }

  /** Whether an index is another one than this, and so gets only events of another time. */
  boolean isOther(String index) {
    return destination.isByTime() && !index.equals(name());
  }

  private String name() {
    return destination.nameAt(clock.instant());
  }

  /** Whether it accepts documents, as far as we know or can find out. */
  boolean works() {
    return history.takes(name()) || isOpenForAll();
  }

  private boolean isOpenForAll() {
    try {
      IndexState state =
          cluster.client().indices().getSettings(get -> get.index(name())).get(name());
      IndexSettings settings = state == null ? null : state.settings();
      IndexSettings inner = settings == null ? null : settings.index();
      return inner != null && (inner.blocks() == null || !isBlocked(inner.blocks()));
    } catch (IOException | RuntimeException e) {
      return false; // it does not exist, or we may not ask, or nobody answers
    }
  }

  private static boolean isBlocked(IndexSettingBlocks blocks) {
    return isTrue(blocks.write())
        || isTrue(blocks.readOnly())
        || isTrue(blocks.readOnlyAllowDelete());
  }

  private static boolean isTrue(@Nullable Boolean value) {
    return Boolean.TRUE.equals(value);
  }
}
