package dev.eventlogger.consume;

import dev.eventlogger.Relay;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.apache.kafka.common.TopicPartition;

/**
 * What is on its way to the logs, in the order in which it was read: nothing counts as delivered
 * before everything read earlier. For one thread.
 */
final class Flights {

  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Relay relay;
  private final Troubles troubles;
  private final Deque<Flight> flights = new ArrayDeque<>();
  private long records;
  private long bytes;
  private long delivered;

  Flights(Relay relay, Troubles troubles) {
    this.relay = relay;
    this.troubles = troubles;
  }

  void add(Flight flight) {
    flights.add(flight);
    records += flight.records();
    bytes += flight.bytes();
  }

  /** Checks what has been delivered, and puts into the queues what they have room for. */
  void look() throws InterruptedException {
    while (!flights.isEmpty() && isOver(flights.getFirst(), Duration.ZERO)) {
      land();
    }
    for (Flight flight : flights) {
      if (!flight.offer()) {
        return; // later flights wait, so that events keep their order
      }
    }
  }

  /** Has everything delivered without waiting for batches to fill, as nothing follows. */
  void hurry() throws InterruptedException {
    if (!flights.isEmpty()) {
      flights.getLast().hurry();
    }
  }

  private void land() {
    Flight first = flights.removeFirst();
    records -= first.records();
    bytes -= first.bytes();
    delivered += first.records();
  }

  private boolean isOver(Flight flight, Duration patience) throws InterruptedException {
    try {
      boolean isOver = flight.isOver(relay, patience);
      troubles.over(Troubles.BURYING);
      return isOver;
    } catch (IOException e) {
      troubles.report(Troubles.BURYING, "a record that is no event cannot be kept", e);
      return false;
    }
  }

  /**
   * Waits until nothing of these partitions is on its way.
   *
   * @return false if the time ran out first
   */
  boolean drain(Collection<TopicPartition> partitions, Duration timeout)
      throws InterruptedException {
    long begun = System.nanoTime();
    boolean hasMoved = true;
    while (partitions.stream().anyMatch(this::has)) {
      Duration left = timeout.minusNanos(System.nanoTime() - begun);
      if (left.isNegative()) {
        return false;
      }
      if (!hasMoved) {
        // If there is no room, or a record cannot be buried, that call returned at once.
        Thread.sleep(Math.min(left.toMillis() + 1, PAUSE.toMillis()));
      }
      look();
      long asked = System.nanoTime();
      boolean isOver = !flights.isEmpty() && isOver(flights.getFirst(), shorter(left));
      if (isOver) {
        land();
      }
      hasMoved = isOver || System.nanoTime() - asked > PAUSE.toNanos();
    }
    return true;
  }

  private static Duration shorter(Duration left) {
    Duration look = Duration.ofMillis(50);
    return left.compareTo(look) < 0 ? left : look;
  }

  private boolean has(TopicPartition partition) {
    return flights.stream().anyMatch(flight -> flight.has(partition));
  }

  /**
   * Whether anything of a partition is on its way, even from before reading moved to another
   * offset.
   */
  boolean hasEver(TopicPartition partition) {
    return flights.stream().anyMatch(flight -> flight.hasEver(partition));
  }

  /** Records that are on their way. */
  long records() {
    return records;
  }

  /** Bytes that are on their way. */
  long bytes() {
    return bytes;
  }

  /** Records that have arrived. */
  long delivered() {
    return delivered;
  }
}
