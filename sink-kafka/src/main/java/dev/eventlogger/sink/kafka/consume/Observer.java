package dev.eventlogger.sink.kafka.consume;

import dev.eventlogger.sink.kafka.consume.ConsumerState.PartitionState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Looks now and then how far the partitions are, by what the client knows anyway. For the thread
 * that polls, except for {@link #state}.
 */
final class Observer {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private final Consumer<byte[], byte[]> consumer;
  private final Partitions partitions;
  private long looked = System.nanoTime() - BETWEEN_LOOKS.toNanos();
  private volatile ConsumerState state = ConsumerLoop.NOTHING;

  Observer(Consumer<byte[], byte[]> consumer, Partitions partitions) {
    this.consumer = consumer;
    this.partitions = partitions;
  }

  /** Looks, unless it has just done so and this is not the last time. */
  void lookIfDue(
      boolean isLast, Function<Map<String, PartitionState>, ConsumerState> whole) {
    if (!isLast && System.nanoTime() - looked < BETWEEN_LOOKS.toNanos()) {
      return;
    }
    looked = System.nanoTime();
    Map<String, PartitionState> found = new HashMap<>();
    for (PartitionProgress progress : partitions.all()) {
      found.put(progress.partition().toString(), look(progress));
    }
    state = whole.apply(found);
  }

  private PartitionState look(PartitionProgress progress) {
    TopicPartition partition = progress.partition();
    OptionalLong position = position(partition);
    if (position.isPresent() && progress.isIdle()) {
      // Behind what was read there may be records that are none: of transactions, or removed.
      progress.settled(position.getAsLong(), Optional.empty());
    }
    OptionalLong toRead = position.isPresent() ? consumer.currentLag(partition) : position;
    long lag =
        toRead.isEmpty()
            ? -1
            : toRead.getAsLong() + Math.max(0, position.getAsLong() - progress.settledTo());
    return new PartitionState(partition.topic(), progress.committed(), lag);
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
