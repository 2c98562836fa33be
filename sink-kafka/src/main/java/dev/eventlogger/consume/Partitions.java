package dev.eventlogger.consume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that this consumer has at present. A partition that is taken away is drained for a
 * while first, so that its next reader finds the work committed; what is not delivered by then is
 * not committed, and is read again. For the thread that polls.
 */
final class Partitions implements ConsumerRebalanceListener {

  private final Flights flights;
  private final Commits commits;
  private final Duration drainTimeout;
  private final Map<TopicPartition, PartitionProgress> partitions = new HashMap<>();
  private long rebalances;
  private volatile boolean hasJoined;

  Partitions(Flights flights, Commits commits, Duration drainTimeout) {
    this.flights = flights;
    this.commits = commits;
    this.drainTimeout = drainTimeout;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    hasJoined = true; // even with none: a group may have more members than partitions
    rebalances += assigned.isEmpty() ? 0 : 1;
    assigned.forEach(this::begin);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    if (revoked.isEmpty()) {
      return;
    }
    rebalances++;
    try {
      boolean unused = flights.drain(revoked, drainTimeout);
      boolean unusedToo = commits.commit(all(revoked));
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } finally {
      revoked.forEach(this::end);
    }
  }

  /** Another member may have them already, so nothing is committed. */
  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    rebalances += lost.isEmpty() ? 0 : 1;
    lost.forEach(this::end);
  }

  /** Starts over with a partition, at another offset: what is on its way no longer moves it. */
  void begin(TopicPartition partition) {
    end(partition);
    partitions.put(partition, new PartitionProgress(partition));
  }

  private void end(TopicPartition partition) {
    PartitionProgress before = partitions.remove(partition);
    if (before != null) {
      before.end();
    }
  }

  /** Ends all partitions: nothing of them is committed any more. */
  void endAll() {
    List.copyOf(partitions.keySet()).forEach(this::end);
  }

  /** Notes records that were read: no later offset may be committed before they are settled. */
  void given(ConsumerRecords<byte[], byte[]> found) {
    for (TopicPartition partition : found.partitions()) {
      PartitionProgress progress = partitions.get(partition);
      if (progress != null) {
        List<ConsumerRecord<byte[], byte[]>> own = found.records(partition);
        progress.given(own.get(0).offset(), own.get(own.size() - 1).offset() + 1);
      }
    }
  }

  /**
   * Whether nothing of a partition is on its way, including what was read before it started over:
   * no later offset may be committed before that is delivered.
   */
  boolean isIdle(PartitionProgress progress) {
    return progress.isIdle() && !flights.hasEver(progress.partition());
  }

  @Nullable PartitionProgress get(TopicPartition partition) {
    return partitions.get(partition);
  }

  Collection<PartitionProgress> all() {
    return partitions.values();
  }

  private List<PartitionProgress> all(Collection<TopicPartition> some) {
    List<PartitionProgress> found = new ArrayList<>();
    for (TopicPartition partition : some) {
      PartitionProgress progress = partitions.get(partition);
      if (progress != null) {
        found.add(progress);
      }
    }
    return found;
  }

  /** Whether the group has ever had this consumer as a member. Thread-safe. */
  boolean hasJoined() {
    return hasJoined;
  }

  /** How often partitions were assigned or taken away. */
  long rebalances() {
    return rebalances;
  }
}
