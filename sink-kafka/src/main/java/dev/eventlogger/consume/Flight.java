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

  /** Where a partition is behind the last of them. */
  private record End(long next, Optional<Integer> epoch) {}

  private final Shipment events;
  private final Deque<UnreadableRecord> unreadable;
  private final Map<PartitionProgress, End> ends = new HashMap<>();
  private final int records;
  private final long bytes;

  /**
   * A flight that begins.
   *
   * @param unreadable to be buried
   */
  Flight(Shipment events, List<UnreadableRecord> unreadable, long bytes) {
    this.events = events;
    this.unreadable = new ArrayDeque<>(unreadable);
    this.bytes = bytes;
    records = events.size() + unreadable.size();
  }

  /** Has it end with a record of a partition. */
  void add(PartitionProgress progress, ConsumerRecord<byte[], ?> last) {
    ends.put(progress, new End(last.offset() + 1, last.leaderEpoch()));
  }

  /** Puts its events into the queues; false if these have no room for all. */
  boolean offer() {
    return events.offer();
  }

  /** Lets no batch wait to fill before its events are delivered. */
  void hurry() throws InterruptedException {
    events.hurry();
  }

  /**
   * Whether all of it is delivered or buried; then its partitions are told.
   *
   * <p>Each that is buried waits for the disk, and whoever does this is to poll in between: it does
   * a slice of that at most.
   *
   * @throws IOException if something cannot be buried now; it is tried again with the next call
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

  /** Whether it holds records of a partition that are committed once they are delivered. */
  boolean has(TopicPartition partition) {
    return ends.keySet().stream()
        .anyMatch(progress -> !progress.isOver() && progress.partition().equals(partition));
  }

  /** Whether it holds records of a partition, perhaps from before it was read from elsewhere. */
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
