package dev.eventlogger.delivery;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import dev.eventlogger.spi.SinkConfig;
import java.util.List;

/**
 * The sink of events that do not meet their schema and are to be kept: it rejects each, and so
 * makes it a dead letter. What is wrong with an event is in its context, under {@code problems}.
 */
final class InvalidEvents extends BaseEventLogger {

  /** No log of a configuration can have this name. */
  static final String LOG = "_invalid";

  /** There is nothing to set. */
  record Config() implements SinkConfig {
    @Override
    public <R extends Record> R as(Class<R> type) {
      throw new UnsupportedOperationException("invalid events have no settings");
    }

    @Override
    public String logName() {
      return LOG;
    }
  }

  @Override
  public void open(SinkConfig config) {}

  @Override
  public String loggerName() {
    return "invalid";
  }

  @Override
  public DeliveryResult log(List<Event> batch) {
    return DeliveryResult.rejected(
        batch.stream().map(event -> new Rejected(event, "does not meet its schema")).toList());
  }
}
