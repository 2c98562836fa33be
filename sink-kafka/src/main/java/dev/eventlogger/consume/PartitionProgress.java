package dev.eventlogger.consume;

import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition is, from when it was given to this consumer until it is taken away; what was
 * read before that moves nothing any more. Offsets only rise. For one thread.
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

  /** Records from here to there are on their way, or beyond. */
  void given(long first, long next) {
    begun = begun < 0 ? first : begun;
    given = Math.max(given, next);
  }

  /** Where the records end that are on their way, or arrived; -1 before the first. */
  long givenTo() {
    return given;
  }

  /** All records up to an offset are delivered or buried. */
  void settled(long next, Optional<Integer> epoch) {
    if (!isOver && (settled == null || next > settled.offset())) {
      settled = new OffsetAndMetadata(next, epoch, "");
    }
  }

  /** Whether nothing of it is on its way. */
  boolean isIdle() {
    return settled == null ? given < 0 : settled.offset() >= given;
  }

  /** What is to be committed; null if nothing is. */
  @Nullable OffsetAndMetadata toCommit() {
    return !isOver && settled != null && settled.offset() > committed ? settled : null;
  }

  /** The brokers have it. */
  void committed(long offset) {
    committed = Math.max(committed, offset);
  }

  /** The offset that was committed last; -1 if none was. */
  long committed() {
    return committed;
  }

  /** The offset up to which all is delivered; -1 if that is not known. */
  long settledTo() {
    return settled == null ? begun : settled.offset();
  }

  /** The partition is somebody else's, or is read from elsewhere. */
  void end() {
    isOver = true;
  }

  boolean isOver() {
    return isOver;
  }
}
