package dev.eventlogger.consume;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the group has committed what was in the topics at the start, whichever member did so. So
 * all members end together, and none before the work is done. For one thread.
 */
final class UntilEnd {

  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> left;
  private final Set<TopicPartition> shortened = new HashSet<>();
  private long asked = System.nanoTime() - BETWEEN_QUESTIONS.toNanos();

  /**
   * Begins with all partitions left to read, except those that are empty.
   *
   * @param beginnings where each partition begins
   * @param ends where each partition ends
   */
  UntilEnd(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> beginnings,
      Map<TopicPartition, Long> ends) {
    this.consumer = consumer;
    left = new HashMap<>(ends);
    left.entrySet().removeIf(end -> beginnings.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  /** Notes that a partition has lost its end, or was recreated: its end is asked for anew. */
  void shortened(TopicPartition partition) {
    shortened.add(partition);
  }

  /** Whether the end is reached. */
  boolean isReached(Partitions partitions) {
    boolean isTimeToAsk = System.nanoTime() - asked >= BETWEEN_QUESTIONS.toNanos();
    if (isTimeToAsk && !shortened.isEmpty()) {
      asked = System.nanoTime();
      askForEnds();
    }
    left.entrySet().removeIf(end -> isReached(end.getValue(), partitions.get(end.getKey())));
    Set<TopicPartition> others = new HashSet<>(left.keySet());
    partitions.all().forEach(progress -> others.remove(progress.partition()));
    if (isTimeToAsk && !others.isEmpty() && others.size() == left.size()) {
      asked = System.nanoTime();
      ask(others);
    }
    return left.isEmpty();
  }

  private static boolean isReached(long end, @Nullable PartitionProgress progress) {
    return progress != null && progress.committed() >= end;
  }

  private void askForEnds() {
    try {
      Set<TopicPartition> asking = Set.copyOf(shortened);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(asking, BETWEEN_QUESTIONS);
      Map<TopicPartition, Long> ends = consumer.endOffsets(asking, BETWEEN_QUESTIONS);
      for (TopicPartition partition : asking) {
        long end = ends.getOrDefault(partition, 0L);
        left.computeIfPresent(
            partition,
            (same, before) ->
                begins.getOrDefault(partition, 0L) >= end ? null : Math.min(before, end));
      }
      shortened.removeAll(asking);
    } catch (TimeoutException e) {
      // Asked again in a second.
    }
  }

  private void ask(Set<TopicPartition> others) {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          consumer.committed(others, BETWEEN_QUESTIONS);
      committed.forEach(
          (partition, offset) -> {
            if (offset != null && offset.offset() >= left.getOrDefault(partition, 0L)) {
              left.remove(partition);
            }
          });
    } catch (TimeoutException e) {
      // Asked again in a second.
    }
  }
}
