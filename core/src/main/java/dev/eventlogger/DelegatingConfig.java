package dev.eventlogger;

import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.spi.SinkConfig;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings that wrap others: whatever is not overridden is passed on. */
interface DelegatingConfig extends SinkConfig {

  /** The wrapped settings. */
  SinkConfig settings();

  @Override
  default <R extends Record> R as(Class<R> type) {
    return settings().as(type);
  }

  @Override
  default String logName() {
    return settings().logName();
  }

  @Override
  default Map<SchemaRef, Map<String, @Nullable Object>> schemas() {
    return settings().schemas();
  }

  @Override
  default Duration callTimeout() {
    return settings().callTimeout();
  }

  @Override
  default boolean isSealed() {
    return settings().isSealed();
  }
}
