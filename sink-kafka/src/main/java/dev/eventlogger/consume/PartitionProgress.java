package dev.eventlogger.consume;

import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition is, from when it is assigned to this consumer until it is taken away; records
 * read before that no longer count. Offsets only rise. For one thread.
 */
final class PartitionProgress {

  private final TopicPartition partition;
  private @Nullable OffsetAndMetadata settled;
  private long committed = -1;
  private long begun = -1;
  private long given = -1;
  private boolean isOver;

  PartitionProgress(TopicPartition partition) {
    this.partition = partition;
  }

  TopicPartition partition() {
    return partition;
  }

  /** Notes that records in this range are on their way. */
  void given(long first, long next) {
    begun = begun < 0 ? first : begun;
    given = Math.max(given, next);
  }

  /** The offset after the last record handed over; -1 before the first. */
  long givenTo() {
    return given;
  }

  /** Notes that all records before an offset are delivered or buried. */
  void settled(long next, Optional<Integer> epoch) {
    if (!isOver && (settled == null || next > settled.offset())) {
      settled = new OffsetAndMetadata(next, epoch, "");
    }
  }

  /** Whether none of its records is on its way. */
  boolean isIdle() {
    return settled == null ? given < 0 : settled.offset() >= given;
  }

  /** What is to be committed; null if nothing is. */
  @Nullable OffsetAndMetadata toCommit() {
    return !isOver && settled != null && settled.offset() > committed ? settled : null;
  }

  /** Notes that the brokers have an offset. */
  void committed(long offset) {
    committed = Math.max(committed, offset);
  }

  /** The offset that was committed last; -1 if none was. */
  long committed() {
    return committed;
  }

  /** The offset before which all is delivered; -1 if that is not known. */
  long settledTo() {
    return settled == null ? begun : settled.offset();
  }

  /** Notes that the partition now belongs to another member, or is read from another offset. */
  void end() {
    isOver = true;
  }

  boolean isOver() {
    return isOver;
  }
}
