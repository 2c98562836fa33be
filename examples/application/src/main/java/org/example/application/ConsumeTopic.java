package org.example.application;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.consume.ConsumerState;
import dev.eventlogger.consume.EventConsumer;
import java.nio.file.Path;

/** Delivers events from a Kafka topic to a file. */
public final class ConsumeTopic {

  private ConsumeTopic() {}

  /** Reads the configuration from the current folder. */
  public static void main(String[] args) throws Exception {
    EventLoggerConfig config = EventLoggerConfig.load(Path.of("event-logger.yaml"));
    try (EventLogger events =
            EventLogger.builder()
                .config(config.withoutJournals())
                .closeOnShutdown(false) // not before what is on its way has arrived
                .open();
        EventConsumer consumer = EventConsumer.open(events, config)) {
      Runtime.getRuntime().addShutdownHook(new Thread(consumer::close));
      ConsumerState end = consumer.run();
      System.out.println("delivered " + end.delivered() + ", unreadable " + end.unreadable());
    }
  }
}
