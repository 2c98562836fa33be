package dev.eventlogger.testkit;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import java.util.ArrayList;
import java.util.List;

/** A correct sink, for subclasses to break. */
abstract class ListSink extends BaseEventLogger {

  /** The contract puts its own list here. */
  List<String> destination = new ArrayList<>();

  @Override
  public String loggerName() {
    return "list";
  }

  @Override
  public DeliveryResult log(List<Event> batch) throws Exception {
    batch.forEach(event -> destination.add(event.toJson()));
    return DeliveryResult.DELIVERED;
  }
}
