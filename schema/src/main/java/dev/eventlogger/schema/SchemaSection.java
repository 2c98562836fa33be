package dev.eventlogger.schema;

import com.google.auto.service.AutoService;
import dev.eventlogger.spi.ConfigSection;
import dev.eventlogger.spi.EventCheck;
import dev.eventlogger.spi.EventCheckProvider;
import dev.eventlogger.spi.SinkConfig;

/** {@code EVENT_SCHEMAS}: makes the schemas of an event logger. */
@AutoService({ConfigSection.class, EventCheckProvider.class})
public final class SchemaSection implements EventCheckProvider {

  @Override
  public String key() {
    return "EVENT_SCHEMAS";
  }

  @Override
  public EventCheck open(SinkConfig settings, String place) {
    return Schemas.of(settings, place);
  }
}
