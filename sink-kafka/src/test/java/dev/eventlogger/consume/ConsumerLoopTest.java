package dev.eventlogger.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConsumerLoopTest {

  private static final long AFTER_THE_YEAR_9999 = 253402300800000L;

  @TempDir private Path folder;

  private final InMemoryEventLogger sink = new InMemoryEventLogger();
  private EventLogger events;

  @BeforeEach
  void open() {
    events =
        EventLogger.open(
            EventLoggerConfig.of(
                Map.of(
                    "EVENT_LOGGER_NAME",
                    "in-memory",
                    "EVENT_DELIVERY",
                    Map.of("dead_letters", folder.toString(), "linger", "20ms"),
                    "EVENT_REPORTS",
                    Map.of("every", "0s"))),
            sink);
  }

  @AfterEach
  void close() {
    events.close();
  }

  private EventConsumer consumer(ConsumerSettings settings, MockTopic topic) {
    return new EventConsumer(settings, events.relay(List.of()), topic);
  }

  private static ConsumerSettings settings() {
    return ConsumerSettings.of(List.of("a:1"), List.of(MockTopic.NAME), "g", List.of());
  }

  @Test
  void commitsNothingOfAPollThatFailed() {
    MockTopic topic =
        new MockTopic() {
          @Override
          public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> found = super.poll(timeout);
            if (!found.isEmpty()) {
              throw new OutOfMemoryError("while decompressing"); // the position has moved
            }
            return found;
          }
        };
    topic.events(100).given();

    assertThatThrownBy(() -> consumer(settings(), topic).run())
        .isInstanceOf(OutOfMemoryError.class);

    assertThat(topic.committedAtClose).isEqualTo(-1);
    assertThat(sink.events()).isEmpty();
  }

  @Test
  void buriesARecordOfAfterTheYear9999() throws Exception {
    MockTopic topic = new MockTopic();
    topic.events(50).record(AFTER_THE_YEAR_9999, "[1]".getBytes(UTF_8)).events(49).given();

    ConsumerState end = consumer(settings().endingAtTheEnd(), topic).run();

    assertThat(end.unreadable()).isEqualTo(1);
    assertThat(sink.events()).hasSize(99);
    assertThat(topic.committedAtClose).isEqualTo(100);
    assertThat(Files.readString(folder.resolve("_unreadable.ndjson"))).contains("t-0@50");
  }

  @Test
  void givesAnEventNoTimeThatNoEventCanHave() throws Exception {
    MockTopic topic = new MockTopic();
    topic.record(AFTER_THE_YEAR_9999, "{\"name\":\"e\"}".getBytes(UTF_8)).given();

    ConsumerState end = consumer(settings().endingAtTheEnd(), topic).run();

    assertThat(end.unreadable()).isZero();
    assertThat(sink.events()).hasSize(1);
  }
}
