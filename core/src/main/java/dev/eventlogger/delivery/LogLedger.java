package dev.eventlogger.delivery;

import dev.eventlogger.event.Outcome.DropReason;
import dev.eventlogger.spi.SealState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the events of one log: {@code taken = delivered + dead + pending + lost}.
 *
 * @param taken events that the log's queue took
 * @param delivered events that the sink delivered
 * @param dead events that the destination refused for good
 * @param lost events that never reached the sink, by reason
 * @param failures calls of the sink that failed and were repeated
 * @param dropped events that the log did not take, by reason; these do not count as taken
 * @param failure why the sink is failing; null if it works
 * @param calls the calls of the sink
 * @param queue how full the log's queue is
 * @param seal the state of its seal; null if it has none
 */
public record LogLedger(
    long taken,
    long delivered,
    long dead,
    Map<LossReason, Long> lost,
    long failures,
    Map<DropReason, Long> dropped,
    @Nullable SinkFailure failure,
    SinkCalls calls,
    QueueFill queue,
    @Nullable SealState seal) {

  /** Creates the ledger of a log without a seal. */
  public LogLedger(
      long taken,
      long delivered,
      long dead,
      Map<LossReason, Long> lost,
      long failures,
      Map<DropReason, Long> dropped,
      @Nullable SinkFailure failure,
      SinkCalls calls,
      QueueFill queue) {
    this(taken, delivered, dead, lost, failures, dropped, failure, calls, queue, null);
  }

  public LogLedger {
    lost = Map.copyOf(lost);
    dropped = Map.copyOf(dropped);
  }

  /** The same ledger, with the state of the log's seal. */
  LogLedger with(SealState state) {
    return new LogLedger(
        taken, delivered, dead, lost, failures, dropped, failure, calls, queue, state);
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
