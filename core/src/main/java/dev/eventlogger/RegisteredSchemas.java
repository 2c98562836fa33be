package dev.eventlogger;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.intake.schema.EventSchema;
import dev.eventlogger.intake.schema.SchemaRegistry;
import dev.eventlogger.spi.SinkConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of a log, and the schemas of the event logger that it belongs to. */
record RegisteredSchemas(SinkConfig settings, SchemaRegistry registry) implements SinkConfig {

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
    return registry.all().stream()
        .collect(toUnmodifiableMap(EventSchema::ref, EventSchema::linked));
  }
}
