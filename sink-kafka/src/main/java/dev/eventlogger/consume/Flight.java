package dev.eventlogger.consume;

import dev.eventlogger.Relay;
import dev.eventlogger.delivery.Shipment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The records of one poll, on their way to the logs, or to the dead letters. For one thread. */
final class Flight {

  private static final Duration SLICE = Duration.ofMillis(200);

  /** Where a partition continues after its last record in this flight. */
  private record End(long next, Optional<Integer> epoch) {}

  private final Shipment events;
  private final Deque<UnreadableRecord> unreadable;
  private final Map<PartitionProgress, End> ends = new HashMap<>();
  private final int records;
  private final long bytes;

  /**
   * A flight about to begin.
   *
   * @param unreadable to be buried
   */
  Flight(Shipment events, List<UnreadableRecord> unreadable, long bytes) {
    this.events = events;
    this.unreadable = new ArrayDeque<>(unreadable);
    this.bytes = bytes;
    records = events.size() + unreadable.size();
  }

  /** Notes the last record of a partition in this flight. */
  void add(PartitionProgress progress, ConsumerRecord<byte[], ?> last) {
    ends.put(progress, new End(last.offset() + 1, last.leaderEpoch()));
  }

  /** Puts its events into the queues; false if they do not have room for all. */
  boolean offer() {
    return events.offer();
  }

  /** Has its events delivered without waiting for batches to fill. */
  void hurry() throws InterruptedException {
    events.hurry();
  }

  /**
   * Whether all of it is delivered or buried; if so, its partitions are told.
   *
   * <p>Burying a record waits for the disk, and the calling thread must poll in between: each call
   * buries for one time slice at most.
   *
   * @throws IOException if something cannot be buried now; the next call tries again
   */
  boolean isOver(Relay relay, Duration patience) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (!unreadable.isEmpty()) {
      if (System.nanoTime() - begun > SLICE.toNanos()) {
        return false;
      }
      UnreadableRecord next = unreadable.getFirst();
      relay.bury(next.event(), next.problems());
      unreadable.removeFirst();
    }
    if (!events.isOver(patience)) {
      return false;
    }
    ends.forEach((progress, end) -> progress.settled(end.next(), end.epoch()));
    return true;
  }

  /** Whether it holds records of a partition that will be committed once they are delivered. */
  boolean has(TopicPartition partition) {
    return ends.keySet().stream()
        .anyMatch(progress -> !progress.isOver() && progress.partition().equals(partition));
  }

  /**
   * Whether it holds any records of a partition, even from before reading moved to another offset.
   */
  boolean hasEver(TopicPartition partition) {
    return ends.keySet().stream().anyMatch(progress -> progress.partition().equals(partition));
  }

  int records() {
    return records;
  }

  long bytes() {
    return bytes;
  }
}
