package dev.eventlogger.consume;

import dev.eventlogger.consume.ConsumerState.PartitionState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Checks from time to time how far the partitions are, from what the client already knows where
 * possible. For the thread that polls, except for {@link #state}.
 */
final class Observer {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
  private static final Duration WHILE_NOTHING_COMES = Duration.ofSeconds(10);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final Partitions partitions;
  private final TopicPartition any;
  private final Troubles troubles;
  private final LongSupplier nanoTime;
  private Map<TopicPartition, Long> ends = Map.of();
  private long asked;
  private long looked;
  private long moved;
  private long places = -1;
  private long silentSince = -1;
  private volatile ConsumerState state = ConsumerLoop.NOTHING;

  /**
   * An observer that has not looked yet.
   *
   * @param topic an existing topic, to ask about while there is no partition
   */
  Observer(
      Consumer<byte[], byte[]> consumer,
      Partitions partitions,
      String topic,
      Troubles troubles,
      LongSupplier nanoTime) {
    this.consumer = consumer;
    this.partitions = partitions;
    this.troubles = troubles;
    this.nanoTime = nanoTime;
    any = new TopicPartition(topic, 0);
    moved = nanoTime.getAsLong();
    asked = moved - BETWEEN_QUESTIONS.toNanos();
    looked = moved - BETWEEN_LOOKS.toNanos();
  }

  /**
   * Updates the state, unless it has just done so and this is not the last time.
   *
   * @param isPaused whether nothing is fetched, so that the client does not learn the ends by
   *     itself
   */
  void lookIfDue(
      boolean isLast,
      boolean isPaused,
      Function<Map<String, PartitionState>, ConsumerState> whole) {
    if (!isLast && nanoTime.getAsLong() - looked < BETWEEN_LOOKS.toNanos()) {
      return;
    }
    looked = nanoTime.getAsLong();
    if (!isPaused) {
      ends = Map.of();
    }
    if (!isLast && isTimeToAsk(isPaused)) {
      ask(isPaused);
    }
    Map<String, PartitionState> found = new HashMap<>();
    for (PartitionProgress progress : partitions.all()) {
      found.put(progress.partition().toString(), look(progress, isLast));
    }
    state = whole.apply(found);
  }

  /**
   * Often while nothing is fetched; now and then while nothing arrives, since polling returns
   * nothing both where there is nothing to read and where there are no brokers.
   */
  private boolean isTimeToAsk(boolean isPaused) {
    long sum = partitions.all().stream().mapToLong(PartitionProgress::givenTo).sum();
    if (sum != places) {
      places = sum;
      moved = looked;
      answered();
    }
    Duration between = isPaused ? BETWEEN_QUESTIONS : WHILE_NOTHING_COMES;
    return (isPaused || looked - moved >= WHILE_NOTHING_COMES.toNanos())
        && looked - asked >= between.toNanos();
  }

  private void ask(boolean isPaused) {
    asked = looked;
    List<TopicPartition> all = partitions.all().stream().map(PartitionProgress::partition).toList();
    try {
      Map<TopicPartition, Long> found =
          consumer.endOffsets(all.isEmpty() ? List.of(any) : all, BETWEEN_QUESTIONS);
      ends = isPaused ? found : ends;
      answered();
    } catch (TimeoutException e) {
      silentSince = silentSince < 0 ? looked : silentSince;
      if (looked - silentSince >= WHILE_NOTHING_COMES.toNanos()) {
        troubles.report(Troubles.ANSWERING, "the brokers do not answer", e);
      }
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      // Asked again later; until then the last answer holds.
    }
  }

  private void answered() {
    silentSince = -1;
    troubles.over(Troubles.ANSWERING);
  }

  private PartitionState look(PartitionProgress progress, boolean isLast) {
    TopicPartition partition = progress.partition();
    OptionalLong position = position(partition);
    if (!isLast && position.isPresent() && partitions.isIdle(progress)) {
      // Behind the last record read there may be offsets that hold no record: transaction markers,
      // or removed ones. Not on the last look: records of the last poll may never have been handed
      // over.
      progress.settled(position.getAsLong(), Optional.empty());
    }
    long lag = position.isPresent() ? lag(progress, position.getAsLong()) : -1;
    return new PartitionState(partition.topic(), progress.committed(), lag);
  }

  /** Records after the settled offset; -1 if that is not known. */
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
      return OptionalLong.empty(); // not known yet, or no longer assigned; the next poll says why
    }
  }

  /** As of the last look. */
  ConsumerState state() {
    return state;
  }
}
