package dev.eventlogger.consume;

import dev.eventlogger.Relay;
import dev.eventlogger.Relay.Made;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends records on their way: events to the logs, everything else to the dead letters. For one
 * thread.
 */
final class RecordIntake {

  private final Relay relay;
  private final Partitions partitions;
  private final Flights flights;
  private final RecordReader reader;
  private long records;
  private long unreadable;

  RecordIntake(Relay relay, Partitions partitions, Flights flights) {
    this.relay = relay;
    this.partitions = partitions;
    this.flights = flights;
    reader = new RecordReader(relay);
  }

  /**
   * Takes what one poll has found.
   *
   * @return whether it found anything
   */
  boolean take(ConsumerRecords<byte[], byte[]> found) {
    if (found.isEmpty()) {
      return false;
    }
    partitions.given(found); // before anything can fail: from here on they count as on their way
    List<Event> events = new ArrayList<>(found.count());
    List<UnreadableRecord> others = new ArrayList<>();
    long bytes = 0;
    for (ConsumerRecord<byte[], byte[]> one : found) {
      read(one, events, others);
      bytes += RecordReader.bytes(one);
    }
    Flight flight = new Flight(relay.ship(events), others, bytes);
    for (TopicPartition partition : found.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> own = found.records(partition);
      PartitionProgress progress = partitions.get(partition);
      if (progress != null) {
        flight.add(progress, own.get(own.size() - 1));
      }
    }
    records += found.count();
    unreadable += others.size();
    flights.add(flight);
    return true;
  }

  private void read(
      ConsumerRecord<byte[], byte[]> one, List<Event> events, List<UnreadableRecord> others) {
    try {
      Made made = reader.read(one);
      if (made instanceof Made.Whole whole) {
        events.add(whole.event());
      } else if (made instanceof Made.Refused refused) {
        others.add(UnreadableRecord.of(one, refused));
      }
    } catch (RuntimeException e) {
      // Our fault, but one record must not stop those behind it.
      Problem problem = new Problem("", "cannot be kept: " + e.getClass().getName());
      others.add(UnreadableRecord.bare(one, problem));
    }
  }

  /** How many records were read. */
  long records() {
    return records;
  }

  /** How many of them are no events. */
  long unreadable() {
    return unreadable;
  }
}
