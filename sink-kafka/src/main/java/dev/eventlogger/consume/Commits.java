package dev.eventlogger.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Commits what is delivered, and nothing else. A commit refused because of a rebalance is not a
 * failure: whoever has the partition now reads those records again. For one thread.
 */
final class Commits {

  /** How long to wait for a synchronous commit. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How long commits may fail before it is reported: a broker that restarts is away for less. */
  private static final Duration USUAL = Duration.ofSeconds(15);

  private final Consumer<byte[], byte[]> consumer;
  private final long everyNanos;
  private final Troubles troubles;
  private final LongSupplier nanoTime;
  private long last = System.nanoTime();
  private boolean isUnderWay;
  private long refused;
  private long failingSince = -1;

  Commits(
      Consumer<byte[], byte[]> consumer, Duration every, Troubles troubles, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.consumer = consumer;
    this.everyNanos = every.toNanos();
    this.troubles = troubles;
  }

  /** Commits what these partitions have delivered if a commit is due; does not wait. */
  void commitIfDue(Collection<PartitionProgress> partitions) {
    if (System.nanoTime() - last >= everyNanos) {
      commitSoon(partitions);
    }
  }

  /** Commits what these partitions have delivered; does not wait. */
  void commitSoon(Collection<PartitionProgress> partitions) {
    if (isUnderWay) {
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
   * Commits what these partitions have delivered, and waits for the answer, for {@link #PATIENCE}
   * at most.
   *
   * @return false if the brokers did not take it
   */
  boolean commit(Collection<PartitionProgress> partitions) {
    Map<PartitionProgress, OffsetAndMetadata> due = due(partitions);
    if (due.isEmpty()) {
      return true;
    }
    try {
      consumer.commitSync(byPartition(due), PATIENCE);
      done(due);
      return true;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      refused(e);
      return false;
    }
  }

  private void done(Map<PartitionProgress, OffsetAndMetadata> due) {
    due.forEach((progress, offset) -> progress.committed(offset.offset()));
    failingSince = -1;
    troubles.over(Troubles.COMMITTING);
  }

  private void refused(Exception failure) {
    refused++;
    long now = nanoTime.getAsLong();
    failingSince = failingSince < 0 ? now : failingSince;
    boolean isUsual =
        failure instanceof CommitFailedException
            || failure instanceof RebalanceInProgressException
            || failure instanceof RetriableException;
    if (!isUsual || now - failingSince > USUAL.toNanos()) {
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

  /** How many commits the brokers did not take. */
  long refused() {
    return refused;
  }
}
