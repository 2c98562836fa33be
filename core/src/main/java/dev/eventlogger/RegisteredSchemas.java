package dev.eventlogger;

import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.spi.EventCheck;
import dev.eventlogger.spi.SinkConfig;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of a log, with the schemas of its event logger. */
record RegisteredSchemas(SinkConfig settings, EventCheck check) implements DelegatingConfig {

  @Override
  public Map<SchemaRef, Map<String, @Nullable Object>> schemas() {
    return check.schemas();
  }
}
