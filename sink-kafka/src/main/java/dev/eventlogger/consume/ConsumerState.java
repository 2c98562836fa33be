package dev.eventlogger.consume;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of a consumer, as of about a second ago.
 *
 * @param partitions those that it has now, each as {@code topic-partition}
 * @param records records it has read, including those read again
 * @param delivered records that all logs have delivered or buried
 * @param unreadable those that were no event, and are dead letters
 * @param inFlight records that are on their way to the logs
 * @param paused whether it waits for the logs before it reads on
 * @param rebalances how often partitions were given to it, or taken away
 * @param refusedCommits commits that the brokers did not take, as after a rebalance; the next
 *     commit makes up for them, or whoever has the partition now
 * @param skipped records that the topic's retention had removed before they were read
 * @param problem what keeps it from making progress at present; null if nothing does
 */
public record ConsumerState(
    Map<String, PartitionState> partitions,
    long records,
    long delivered,
    long unreadable,
    long inFlight,
    boolean paused,
    long rebalances,
    long refusedCommits,
    long skipped,
    @Nullable String problem) {

  public ConsumerState {
    partitions = Collections.unmodifiableMap(new TreeMap<>(partitions));
  }

  /**
   * How far it is in a partition.
   *
   * @param committed the offset that it has committed; -1 if none yet
   * @param lag records that are not delivered yet; -1 if that is not known yet
   */
  public record PartitionState(String topic, long committed, long lag) {}

  /** Returns the records of its partitions that are not delivered yet, as far as that is known. */
  public long lag() {
    return partitions.values().stream().mapToLong(one -> Math.max(0, one.lag())).sum();
  }

  /** Returns the lag of one topic; empty while it is not known for all its partitions. */
  public OptionalLong knownLag(String topic) {
    boolean isKnown =
        partitions.values().stream().noneMatch(one -> one.topic().equals(topic) && one.lag() < 0);
    return isKnown ? OptionalLong.of(lag(topic)) : OptionalLong.empty();
  }

  /** Returns the lag of one topic, as far as that is known. */
  public long lag(String topic) {
    return partitions.values().stream()
        .filter(one -> one.topic().equals(topic))
        .mapToLong(one -> Math.max(0, one.lag()))
        .sum();
  }
}
