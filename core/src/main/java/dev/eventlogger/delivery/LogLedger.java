package dev.eventlogger.delivery;

import java.util.Map;

/**
 * What became of the events of one log: {@code taken = delivered + dead + pending + lost}.
 *
 * @param taken events that the log's queue took
 * @param delivered events that the sink has
 * @param dead events that the destination refused for good
 * @param lost events that never reached the sink, by reason
 * @param failures calls of the sink that failed, each followed by another
 */
public record LogLedger(
    long taken, long delivered, long dead, Map<LossReason, Long> lost, long failures) {

  public LogLedger {
    lost = Map.copyOf(lost);
  }

  /** Events that are in the queue, on disk or in memory, or on their way to the sink. */
  public long pending() {
    return taken - delivered - dead - totalLost();
  }

  /** Lost events, whatever the reason. */
  public long totalLost() {
    return lost.values().stream().mapToLong(Long::longValue).sum();
  }
}
