package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ApiAndErrorEventsTest {

  private final RecordingSink memory = new RecordingSink("memory");

  @Test
  void logsApiRequestsInQuerybooksShapeWithLongTextCut() {
    String longText = "x".repeat(200);
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      events.logApiRequest("7", "/users/<id>", "GET", Map.of("q", List.of(longText, "short")));
      events.logApiRequest("7", "/users/<id>", "GET", Map.of(), 404, Duration.ofMillis(12));
    }

    assertThat(memory.events().get(0).data())
        .isEqualTo(
            Map.of(
                "method",
                "GET",
                "route",
                "/users/<id>",
                "params",
                Map.of("q", List.of("x".repeat(128) + "…", "short"))));
    assertThat(memory.events().get(1).data()).containsEntry("status", 404);
    assertThat(memory.events().get(1).duration()).isEqualTo(Duration.ofMillis(12));
  }

  @Test
  void doesNotSplitACharacterWhenItCutsText() {
    String emoji = "x".repeat(127) + "\uD83D\uDE00 and more";
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      assertThat(events.logApiRequest("7", "/", "GET", Map.of("q", emoji)).isAccepted()).isTrue();
    }

    assertThat(memory.events().get(0).data().get("params"))
        .isEqualTo(Map.of("q", "x".repeat(127) + "…"));
  }

  @Test
  void logsErrorsWithTheirStackAndAHash() {
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      events.error("7", new IllegalStateException("disk \uD800 full"), Map.of("job", "nightly"));
    }

    Event event = memory.events().get(0);
    assertThat(event.name()).isEqualTo("error");
    assertThat(event.level()).isEqualTo(Level.ERROR);
    assertThat(event.message()).isEqualTo("disk ? full");
    assertThat(event.data()).containsEntry("job", "nightly");
    Map<?, ?> error = (Map<?, ?>) event.data().get("error");
    assertThat(error.get("type")).isEqualTo("java.lang.IllegalStateException");
    assertThat((String) error.get("stack_trace")).contains("ApiAndErrorEventsTest");
    assertThat((String) error.get("hash")).matches("[0-9a-f]{16}");
  }

  @Test
  void givesTheSameHashToTheSameWayOfFailingWhateverTheLineAndMessage() {
    try (EventLogger events = open("EVENT_LOGGER_NAME: memory")) {
      events.error(null, failure("a 1", 10, "lambda$run$7"), Map.of());
      events.error(null, failure("b 2", 99, "lambda$run$12"), Map.of());
      events.error(null, failure("a 1", 10, "other"), Map.of());
    }

    List<Object> hashes =
        memory.events().stream()
            .map(event -> ((Map<?, ?>) event.data().get("error")).get("hash"))
            .map(Object.class::cast)
            .toList();
    assertThat(hashes.get(0)).isEqualTo(hashes.get(1)).isNotEqualTo(hashes.get(2));
  }

  private static Throwable failure(String message, int line, String method) {
    Throwable failure = new IllegalArgumentException(message);
    failure.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("app.Job$$3", method, "Job.java", line)});
    return failure;
  }

  private EventLogger open(String yaml) {
    return EventLogger.open(parse(yaml), memory);
  }

  private static EventLoggerConfig parse(String yaml) {
    return EventLoggerConfig.parse("test.yaml", yaml, Map.of());
  }
}
