package dev.eventlogger.sink.kafka;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of each event of a batch. For one thread. */
final class Verdicts {

  private final List<Event> retry = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private int delivered;
  private @Nullable SinkException obstacle;

  void deliver() {
    delivered++;
  }

  void reject(Event event, String reason) {
    rejected.add(new Rejected(event, reason));
  }

  /** Of several reasons, keeps the one that demands the most of a person. */
  void retry(Event event, SinkException why) {
    retry.add(event);
    if (obstacle == null || weight(why) > weight(obstacle)) {
      obstacle = why;
    }
  }

  private static int weight(SinkException why) {
    return why.kind() == SinkException.Kind.MISCONFIGURED ? 1 : 0;
  }

  /** Whether some are to be sent again. */
  boolean areIncomplete() {
    return obstacle != null;
  }

  /**
   * Returns the result, if any event is settled.
   *
   * @throws SinkException why none is
   */
  DeliveryResult result() throws SinkException {
    if (obstacle != null && delivered == 0 && rejected.isEmpty()) {
      throw obstacle;
    }
    return new DeliveryResult(retry, rejected, obstacle, null);
  }
}
