package dev.eventlogger;

import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.spi.SinkConfig;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of a log, and how long its delivery lets a call take. */
record TimedSettings(SinkConfig settings, Duration callTimeout) implements SinkConfig {

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
    return settings.schemas();
  }

  @Override
  public boolean isSealed() {
    return settings.isSealed();
  }
}
