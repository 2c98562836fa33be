package dev.eventlogger;

import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.spi.EventCheck;
import dev.eventlogger.spi.SinkConfig;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of a log, and the schemas of the event logger that it belongs to. */
record RegisteredSchemas(SinkConfig settings, EventCheck check) implements SinkConfig {

  @Override
  public <R extends Record> R as(Class<R> type) {
    return settings.as(type);
  }

  @Override
  public String logName() {
    return settings.logName();
  }

  @Override
  public Map<SchemaRef, Map<String, @Nullable Object>> schemas() {
    return check.schemas();
  }

  @Override
  public Duration callTimeout() {
    return settings.callTimeout();
  }

  @Override
  public boolean isSealed() {
    return settings.isSealed();
  }
}
