package dev.eventlogger.sink.elasticsearch;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.SchemaRef;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import java.util.List;
import java.util.Map;

/** The sink, as opened by an event logger with a registered schema. */
final class SchemaLogger extends BaseEventLogger {

  private final ElasticsearchEventLogger sink = new ElasticsearchEventLogger();
  private final Map<String, Object> schema;

  SchemaLogger(Map<String, Object> schema) {
    this.schema = schema;
  }

  @Override
  public String loggerName() {
    return sink.loggerName();
  }

  @Override
  public void open(SinkConfig config) throws Exception {
    sink.open(
        new SinkConfig() {
          @Override
          public <R extends Record> R as(Class<R> type) {
            return config.as(type);
          }

          @Override
          public String logName() {
            return config.logName();
          }

          @Override
          public Map<SchemaRef, Map<String, Object>> schemas() {
            return Map.of(new SchemaRef("https://example.org/query", "1"), schema);
          }
        });
  }

  @Override
  public DeliveryResult log(List<Event> batch) throws Exception {
    return sink.log(batch);
  }

  @Override
  public void close() throws Exception {
    sink.close();
  }
}
