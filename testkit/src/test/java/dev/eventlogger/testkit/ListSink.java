package dev.eventlogger.testkit;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import java.util.ArrayList;
import java.util.List;

/** A sink that is right, for others to break. */
abstract class ListSink extends BaseEventLogger {

  /** The contract puts its own here. */
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
