package org.example.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.event.EventType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

/** How a Spring application sets up an event logger. */
@Timeout(60)
class SpringTest {

  @Configuration
  static class EventsConfiguration {

    @Bean(destroyMethod = "close")
    EventLogger events(@Value("${events.config}") Path yaml) {
      return EventLogger.builder().config(yaml).closeOnShutdown(false).open();
    }
  }

  @TempDir private Path folder;

  @Test
  void closesItWithTheContext() throws Exception {
    Path delivered = folder.resolve("events.ndjson");
    Path yaml =
        Files.writeString(
            folder.resolve("event-logger.yaml"),
            "EVENT_LOGGER_NAME: file\nEVENT_LOGGERS: {file: {path: '" + delivered + "'}}\n");
    EventLogger events;
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("test", Map.of("events.config", yaml.toString())));
      context.register(EventsConfiguration.class);
      context.refresh();
      events = context.getBean(EventLogger.class);
      events.log("42", EventType.CLICK, Map.of("element", "RUN_QUERY"));
    }

    assertThat(Files.readAllLines(delivered)).hasSize(1);
    assertThat(events.log("42", EventType.CLICK, Map.of()).isAccepted()).isFalse();
  }
}
