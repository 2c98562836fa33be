package dev.eventlogger.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Commits what is delivered, and nothing else. A commit that is refused because of a rebalance is
 * no failure: whoever has the partition now reads those records again. For one thread.
 */
final class Commits {

  private final Consumer<byte[], byte[]> consumer;
  private final long everyNanos;
  private final Troubles troubles;
  private long last = System.nanoTime();
  private boolean isUnderWay;
  private long refused;

  Commits(Consumer<byte[], byte[]> consumer, Duration every, Troubles troubles) {
    this.consumer = consumer;
    this.everyNanos = every.toNanos();
    this.troubles = troubles;
  }

  /** Commits what is delivered of some partitions if it is time to, and waits for nothing. */
  void commitIfDue(Collection<PartitionProgress> partitions) {
    if (isUnderWay || System.nanoTime() - last < everyNanos) {
      return;
    }
    last = System.nanoTime();
    Map<PartitionProgress, OffsetAndMetadata> due = due(partitions);
    if (!due.isEmpty()) {
      isUnderWay = true;
      try {
        consumer.commitAsync(byPartition(due), (asked, failure) -> answered(due, failure));
      } catch (KafkaException e) {
        isUnderWay = false;
        throw e;
      }
    }
  }

  private void answered(
      Map<PartitionProgress, OffsetAndMetadata> due, @Nullable Exception failure) {
    isUnderWay = false;
    if (failure == null) {
      done(due);
    } else {
      refused(failure);
    }
  }

  /**
   * Commits what is delivered of some partitions, and waits for the answer.
   *
   * @return false if the brokers did not take it
   */
  boolean commit(Collection<PartitionProgress> partitions, Duration timeout) {
    Map<PartitionProgress, OffsetAndMetadata> due = due(partitions);
    if (due.isEmpty()) {
      return true;
    }
    try {
      consumer.commitSync(byPartition(due), timeout);
      done(due);
      return true;
    } catch (KafkaException e) {
      refused(e);
      return false;
    }
  }

  private void done(Map<PartitionProgress, OffsetAndMetadata> due) {
    due.forEach((progress, offset) -> progress.committed(offset.offset()));
    troubles.over(Troubles.COMMITTING);
  }

  private void refused(Exception failure) {
    refused++;
    boolean isUsual =
        failure instanceof CommitFailedException
            || failure instanceof RebalanceInProgressException
            || failure instanceof RetriableException;
    if (!isUsual) {
      troubles.report(Troubles.COMMITTING, "cannot commit", failure);
    }
  }

  private static Map<PartitionProgress, OffsetAndMetadata> due(
      Collection<PartitionProgress> partitions) {
    Map<PartitionProgress, OffsetAndMetadata> due = new HashMap<>();
    for (PartitionProgress progress : partitions) {
      OffsetAndMetadata offset = progress.toCommit();
      if (offset != null) {
        due.put(progress, offset);
      }
    }
    return due;
  }

  private static Map<TopicPartition, OffsetAndMetadata> byPartition(
      Map<PartitionProgress, OffsetAndMetadata> due) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    due.forEach((progress, offset) -> offsets.put(progress.partition(), offset));
    return offsets;
  }

  /** How many the brokers did not take. */
  long refused() {
    return refused;
  }
}
