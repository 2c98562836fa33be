package dev.eventlogger;

import dev.eventlogger.config.Section;
import dev.eventlogger.delivery.DeliverySettings;
import java.lang.System.Logger.Level;

/**
 * Keeps the logs' in-memory queues from taking the whole heap. For one thread.
 *
 * <p>Where {@code queue_bytes} is not set, all of them together get a quarter of the heap, and each
 * 64 MiB at most. Where it is set, that value holds. If the sum is more than half of the heap, a
 * warning is logged.
 */
final class QueueMemory {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger");
  private static final String SETTING = "queue_bytes";

  private final int logs;
  private final long heap;
  private long sum;

  QueueMemory(int logs, long heap) {
    this.logs = Math.max(1, logs);
    this.heap = heap;
  }

  /** The settings of a log with its queue bounded; adds that queue to the sum. */
  DeliverySettings bounded(Section section, DeliverySettings settings) {
    if (settings.directory() != null) {
      return settings;
    }
    boolean isSet = section.values().get(SETTING) != null;
    long share = Math.min(settings.queueBytes(), heap / 4 / logs);
    DeliverySettings bounded = isSet ? settings : settings.withQueueBytes(share);
    sum += bounded.queueBytes();
    return bounded;
  }

  void warn(String place) {
    if (sum > heap / 2) {
      LOG.log(
          Level.WARNING,
          place
              + "."
              + SETTING
              + ": the queues of all logs may take "
              + (sum >> 20)
              + " MiB together, more than half of the heap of "
              + (heap >> 20)
              + " MiB; set it lower, or the heap higher (-Xmx)");
    }
  }
}
