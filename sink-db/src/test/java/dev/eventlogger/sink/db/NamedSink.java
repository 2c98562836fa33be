package dev.eventlogger.sink.db;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import java.util.List;

/** A sink under another name, since an event logger accepts each name once. */
final class NamedSink extends BaseEventLogger {

  private final String name;
  private final BaseEventLogger sink;

  NamedSink(String name, BaseEventLogger sink) {
    this.name = name;
    this.sink = sink;
  }

  @Override
  public String loggerName() {
    return name;
  }

  @Override
  public DeliveryResult log(List<Event> batch) throws Exception {
    return sink.log(batch);
  }
}
