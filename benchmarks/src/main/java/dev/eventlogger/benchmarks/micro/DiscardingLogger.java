package dev.eventlogger.benchmarks.micro;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import java.util.List;

/** Takes everything, and does nothing with it. */
final class DiscardingLogger extends BaseEventLogger {

  @Override
  public String loggerName() {
    return "discarding";
  }

  @Override
  public void open(SinkConfig config) {}

  @Override
  public DeliveryResult log(List<Event> batch) {
    return DeliveryResult.DELIVERED;
  }
}
