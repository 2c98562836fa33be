package dev.eventlogger.consume;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** Polls, and moves on where the next offset does not exist. For one thread. */
final class TopicReader {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final Partitions partitions;
  private final Troubles troubles;
  private final java.util.function.Consumer<TopicPartition> shortened;
  private long skipped;

  /**
   * Reads nothing yet.
   *
   * @param shortened is told of each partition that now ends before the offset reached
   */
  TopicReader(
      Consumer<byte[], byte[]> consumer,
      Partitions partitions,
      Troubles troubles,
      java.util.function.Consumer<TopicPartition> shortened) {
    this.consumer = consumer;
    this.partitions = partitions;
    this.troubles = troubles;
    this.shortened = shortened;
  }

  /**
   * The next records. If it throws an exception of Kafka's, no record is skipped.
   *
   * @throws ConsumerException if the client is in a state from which it does not recover
   */
  ConsumerRecords<byte[], byte[]> poll(Duration patience) {
    try {
      return consumer.poll(patience);
    } catch (NoOffsetForPartitionException e) {
      e.partitions().forEach(this::fromTheFirst);
    } catch (LogTruncationException e) {
      toWhereItIsTheSame(e);
    } catch (OffsetOutOfRangeException e) {
      overTheGaps(e.offsetOutOfRangePartitions());
    } catch (IllegalStateException e) {
      // For example, for an error code of a broker that the client does not know.
      throw new ConsumerException("Kafka's consumer cannot go on: " + e.getMessage(), e);
    }
    return ConsumerRecords.empty();
  }

  /** The group has committed nothing for this partition. */
  private void fromTheFirst(TopicPartition partition) {
    partitions.begin(partition);
    consumer.seekToBeginning(List.of(partition));
  }

  /** A leader that lacked some of the records has taken over (KIP-320): what follows is new. */
  private void toWhereItIsTheSame(LogTruncationException lost) {
    Map<TopicPartition, OffsetAndMetadata> same = lost.divergentOffsets();
    Map<TopicPartition, Long> others = new HashMap<>(lost.offsetOutOfRangePartitions());
    others.keySet().removeAll(same.keySet());
    same.forEach(
        (partition, offset) -> {
          troubles.note(
              partition
                  + ": its brokers have lost records from offset "
                  + offset.offset()
                  + " on; goes on there, with what was written since");
          partitions.begin(partition);
          consumer.seek(partition, offset);
          shortened.accept(partition);
        });
    overTheGaps(others);
  }

  private void overTheGaps(Map<TopicPartition, Long> wanted) {
    if (!wanted.isEmpty()) {
      Map<TopicPartition, Long> first = consumer.beginningOffsets(wanted.keySet(), PATIENCE);
      wanted.forEach(
          (partition, offset) -> overTheGap(partition, offset, first.getOrDefault(partition, 0L)));
    }
  }

  /** The next offset no longer exists, or does not exist yet. */
  private void overTheGap(TopicPartition partition, long wanted, long first) {
    if (first > wanted) {
      skipped += first - wanted;
      troubles.note(
          partition
              + ": the topic's retention has removed the records from "
              + wanted
              + " to "
              + (first - 1)
              + " before they were read; goes on with what is there");
    } else {
      troubles.note(
          partition
              + ": ends before offset "
              + wanted
              + ", to which the group had come; it is another topic of that name, or has lost its"
              + " end. Begins at its first record");
      shortened.accept(partition);
    }
    partitions.begin(partition);
    consumer.seek(partition, first);
  }

  /** Records that were removed before they were read. */
  long skipped() {
    return skipped;
  }
}
