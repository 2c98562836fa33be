package dev.eventlogger.sink.kafka;

import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.testkit.EventLoggerContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

final class KafkaContractIT extends EventLoggerContract {

  private String topic;

  @BeforeEach
  void makeTopic() throws Exception {
    topic = SharedBroker.topic(Map.of());
  }

  @Override
  protected BaseEventLogger newLogger() {
    return new KafkaEventLogger();
  }

  @Override
  protected Map<String, Object> settings() {
    return SharedBroker.settings(topic);
  }

  @Override
  protected List<String> delivered() throws Exception {
    return SharedBroker.values(topic);
  }
}
