package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.SinkConfig;
import dev.eventlogger.spi.SinkException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sink that may be opened late, because its destination did not answer at the start.
 *
 * <p>For one thread at a time: first the one that starts the event logger, then the log's.
 */
final class OpenableSink {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger.delivery");

  private final BaseEventLogger sink;
  private final SinkConfig config;
  private final SinkCall call;
  private boolean isOpen;

  OpenableSink(BaseEventLogger sink, SinkConfig config, SinkCall call) {
    this.sink = sink;
    this.config = config;
    this.call = call;
  }

  /** The call of the sink that is under way. */
  SinkCall call() {
    return call;
  }

  /** Opens the sink; if its destination is unavailable, leaves opening to the first batch. */
  void open() throws Exception {
    try {
      sink.open(config);
      isOpen = true;
    } catch (SinkException e) {
      if (e.kind() != SinkException.Kind.UNAVAILABLE) {
        throw e;
      }
      LOG.log(
          System.Logger.Level.WARNING,
          "log " + config.logName() + ": not available yet; opening is tried again",
          FailureWords.shown(e));
    }
  }

  @Nullable DeliveryResult log(List<Event> events) throws Exception {
    call.begin();
    try {
      if (!isOpen) {
        sink.open(config);
        isOpen = true;
      }
      DeliveryResult result = sink.log(events);
      if (result != null) {
        sink.flush();
      }
      return result;
    } finally {
      call.end();
    }
  }

  /**
   * The settings, with the batch size that the sink asks for.
   *
   * @param isBatchSizeSet whether {@code batch_size} was set, which is then the maximum
   */
  DeliverySettings sized(DeliverySettings settings, boolean isBatchSizeSet) {
    int wanted = sink.batchSize();
    int most = isBatchSizeSet ? settings.batchSize() : settings.queueEvents();
    return wanted <= 0 ? settings : settings.toBuilder().batchSize(Math.min(wanted, most)).build();
  }

  void close() {
    try {
      sink.close();
    } catch (Throwable e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "log " + config.logName() + ": could not be closed",
          FailureWords.shown(e));
    }
  }

  /** The context class loader that the sink's code expects on its thread. */
  @Nullable ClassLoader contextClassLoader() {
    ClassLoader own = sink.getClass().getClassLoader();
    boolean isPlugin = own != OpenableSink.class.getClassLoader();
    return isPlugin ? own : Thread.currentThread().getContextClassLoader();
  }
}
