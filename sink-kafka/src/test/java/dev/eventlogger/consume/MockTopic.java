package dev.eventlogger.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A topic with one partition, and a consumer that revokes it when it is closed, as Kafka's does
 * (ConsumerCoordinator.onLeavePrepare).
 */
class MockTopic extends MockConsumer<byte[], byte[]> {

  static final String NAME = "t";
  static final TopicPartition PARTITION = new TopicPartition(NAME, 0);

  private ConsumerRebalanceListener listener;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private boolean isGiven;
  long lastPosition = -1;
  long committedAtClose = -1;
  Duration closing = Duration.ZERO;

  MockTopic() {
    super("none");
    updatePartitions(NAME, List.of(new PartitionInfo(NAME, 0, null, null, null)));
    updateBeginningOffsets(Map.of(PARTITION, 0L));
    updateEndOffsets(Map.of(PARTITION, 0L));
  }

  /** Assigns the partition to the consumer on its first poll, which returns what is there. */
  MockTopic given() {
    schedulePollTask(
        () -> {
          rebalance(List.of(PARTITION));
          seek(PARTITION, 0);
          isGiven = true;
          records.forEach(this::addRecord);
        });
    return this;
  }

  /** Appends events. */
  MockTopic events(int count) {
    for (int i = 0; i < count; i++) {
      byte[] value = Event.of(EventDraft.named("e").data(Map.of("n", i))).toJson().getBytes(UTF_8);
      record(1, value);
    }
    return this;
  }

  /** Appends a record with any bytes. */
  MockTopic record(long timestamp, byte[] value) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            NAME,
            0,
            records.size(),
            timestamp,
            TimestampType.CREATE_TIME,
            0,
            value.length,
            null,
            value,
            new RecordHeaders(),
            Optional.empty());
    updateEndOffsets(Map.of(PARTITION, record.offset() + 1));
    records.add(record);
    return this;
  }

  @Override
  public synchronized void subscribe(Collection<String> topics, ConsumerRebalanceListener theirs) {
    listener = theirs;
    super.subscribe(topics, theirs);
  }

  @Override
  @SuppressWarnings("deprecation") // its replacement came with 4.1
  public synchronized void close(Duration timeout) {
    lastPosition = isGiven ? position(PARTITION) : -1;
    long begun = System.nanoTime();
    if (listener != null && !assignment().isEmpty()) {
      listener.onPartitionsRevoked(assignment());
    }
    closing = Duration.ofNanos(System.nanoTime() - begun);
    committedAtClose = committedOffset();
    super.close(timeout);
  }

  long committedOffset() {
    OffsetAndMetadata offset = committed(Set.of(PARTITION)).get(PARTITION);
    return offset == null ? -1 : offset.offset();
  }
}
