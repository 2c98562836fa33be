package dev.eventlogger;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the events it is given. */
final class RecordingSink extends BaseEventLogger {

  private final String name;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private volatile boolean isOpen;
  private volatile Map<SchemaRef, Map<String, Object>> schemas = Map.of();

  RecordingSink(String name) {
    this.name = name;
  }

  List<Event> events() {
    return events;
  }

  boolean isOpen() {
    return isOpen;
  }

  /** The schemas that were registered when it was opened. */
  Map<SchemaRef, Map<String, Object>> schemas() {
    return schemas;
  }

  @Override
  public String loggerName() {
    return name;
  }

  @Override
  public void open(SinkConfig config) throws Exception {
    super.open(config);
    schemas = config.schemas();
    isOpen = true;
  }

  @Override
  public DeliveryResult log(List<Event> batch) {
    events.addAll(batch);
    return DeliveryResult.DELIVERED;
  }

  @Override
  public void close() {
    isOpen = false;
  }
}
