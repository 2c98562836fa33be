package dev.eventlogger.consume;

import dev.eventlogger.consume.ConsumerState.PartitionState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Looks now and then how far the partitions are, by what the client knows anyway where it does. For
 * the thread that polls, except for {@link #state}.
 */
final class Observer {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final Partitions partitions;
  private Map<TopicPartition, Long> ends = Map.of();
  private long asked = System.nanoTime() - BETWEEN_QUESTIONS.toNanos();
  private long looked = System.nanoTime() - BETWEEN_LOOKS.toNanos();
  private volatile ConsumerState state = ConsumerLoop.NOTHING;

  Observer(Consumer<byte[], byte[]> consumer, Partitions partitions) {
    this.consumer = consumer;
    this.partitions = partitions;
  }

  /**
   * Looks, unless it has just done so and this is not the last time.
   *
   * @param isPaused whether nothing is fetched, so that the client learns of no end by itself
   */
  void lookIfDue(
      boolean isLast,
      boolean isPaused,
      Function<Map<String, PartitionState>, ConsumerState> whole) {
    if (!isLast && System.nanoTime() - looked < BETWEEN_LOOKS.toNanos()) {
      return;
    }
    looked = System.nanoTime();
    if (!isPaused) {
      ends = Map.of();
    } else if (System.nanoTime() - asked >= BETWEEN_QUESTIONS.toNanos()) {
      asked = System.nanoTime();
      ask();
    }
    Map<String, PartitionState> found = new HashMap<>();
    for (PartitionProgress progress : partitions.all()) {
      found.put(progress.partition().toString(), look(progress, isLast));
    }
    state = whole.apply(found);
  }

  private void ask() {
    List<TopicPartition> all = partitions.all().stream().map(PartitionProgress::partition).toList();
    try {
      ends = consumer.endOffsets(all, BETWEEN_QUESTIONS);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      // Asked again in a second; until then it is as it was.
    }
  }

  private PartitionState look(PartitionProgress progress, boolean isLast) {
    TopicPartition partition = progress.partition();
    OptionalLong position = position(partition);
    if (!isLast && position.isPresent() && progress.isIdle()) {
      // Behind what was read there may be records that are none: of transactions, or removed. Not
      // at the end: what came with the last poll may have been given to nobody.
      progress.settled(position.getAsLong(), Optional.empty());
    }
    long lag = position.isPresent() ? lag(progress, position.getAsLong()) : -1;
    return new PartitionState(partition.topic(), progress.committed(), lag);
  }

  /** Records behind what is settled; -1 if that is not known. */
  private long lag(PartitionProgress progress, long position) {
    Long end = ends.get(progress.partition());
    if (end == null) {
      OptionalLong toRead = consumer.currentLag(progress.partition());
      end = toRead.isPresent() ? position + toRead.getAsLong() : -1L;
    }
    return end < 0 ? -1 : Math.max(0, end - progress.settledTo());
  }

  private OptionalLong position(TopicPartition partition) {
    try {
      return OptionalLong.of(consumer.position(partition, Duration.ZERO));
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException | IllegalStateException e) {
      return OptionalLong.empty(); // not known yet, or not ours any more; the next poll says why
    }
  }

  /** As of the last look. */
  ConsumerState state() {
    return state;
  }
}
