package dev.eventlogger.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventlogger.EventLogger;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.testing.kafka.KafkaBroker;
import dev.eventlogger.testkit.TcpProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that go and come back, and topics that are gone. */
@Timeout(300)
final class OutageIT {

  @TempDir private Path folder;

  private final KafkaBroker broker = SharedBroker.get();
  private final TcpProxy proxy = SharedBroker.proxy();
  private String topic;

  @BeforeEach
  void makeTopic() throws Exception {
    topic = SharedBroker.topic(Map.of());
  }

  @AfterEach
  void accept() {
    proxy.accept();
  }

  /** Settings of a sink that reaches its broker only through {@link #proxy}. */
  private Map<String, Object> settings() {
    return new HashMap<>(
        Map.of("bootstrap_servers", broker.proxied(), "topic", topic, "delivery_timeout", "3s"));
  }

  @Test
  void losesNothingAndRepeatsNothingWhileABrokerIsKilledAndComesBack() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("event-logger.yaml"),
            """
            EVENT_LOGGER_NAME: kafka
            EVENT_LOGGERS:
              kafka: {bootstrap_servers: %s, topic: %s, delivery_timeout: 40s}
            EVENT_DELIVERY: {directory: %s, linger: 10ms, batch_size: 100}
            """
                .replaceFirst("%s", broker.bootstrap())
                .replaceFirst("%s", topic)
                .replaceFirst("%s", folder.resolve("journal").toString()));
    int count = 5_000;
    try (EventLogger events = EventLogger.open(file)) {
      for (int i = 0; i < count; i++) {
        Outcome outcome = events.log(EventDraft.of(EventType.CLICK).data(Map.of("number", i)));
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        if (i == count / 2) {
          broker.kill();
        }
      }
      broker.start();
      assertThat(events.flush(Duration.ofMinutes(2))).isEqualTo(FlushResult.FLUSHED);
    }

    List<String> values = broker.topics().read(topic).stream().map(SharedBroker::value).toList();
    assertThat(values).hasSize(count).doesNotHaveDuplicates();
  }

  @Test
  void saysThatNoBrokerAnswersAndGoesOnWithTheNextOne() throws Exception {
    List<Event> events = OpenSink.clicks(10);
    try (OpenSink sink = OpenSink.with(settings())) {
      assertThat(sink.log(events.subList(0, 5))).isEqualTo(DeliveryResult.DELIVERED);
      proxy.refuse();
      for (int i = 0; i < 2; i++) {
        SinkException failure =
            catchThrowableOfType(SinkException.class, () -> sink.log(events.subList(5, 10)));

        assertThat(failure.kind()).isEqualTo(SinkException.Kind.UNAVAILABLE);
        assertThat(failure)
            .hasMessage(broker.proxied() + ", topic " + topic + ": no broker answers in time");
      }
      proxy.accept();
      assertThat(sink.log(events.subList(5, 10))).isEqualTo(DeliveryResult.DELIVERED);
    }
    assertThat(broker.topics().read(topic)).hasSize(10);
  }

  @Test
  void keepsWhatWasForATopicThatIsDeletedWhileItRuns() throws Exception {
    try (OpenSink sink = OpenSink.with(settings())) {
      assertThat(sink.log(OpenSink.clicks(5))).isEqualTo(DeliveryResult.DELIVERED);
      broker.topics().delete(topic);
      List<Event> events = OpenSink.clicks(7);
      for (int i = 0; i < 2; i++) {
        SinkException failure = catchThrowableOfType(SinkException.class, () -> sink.log(events));
        assertThat(failure.kind()).isEqualTo(SinkException.Kind.UNAVAILABLE);
      }
      broker.topics().create(topic, 2);
      assertThat(sink.log(events)).isEqualTo(DeliveryResult.DELIVERED);
    }
    assertThat(broker.topics().read(topic)).hasSize(7);
  }

  @Test
  void closesAtOnceWhileNoBrokerAnswers() throws Exception {
    OpenSink sink = OpenSink.with(settings());
    assertThat(sink.log(OpenSink.clicks(5))).isEqualTo(DeliveryResult.DELIVERED);
    proxy.refuse();

    long begun = System.nanoTime();
    sink.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void endsACallThatIsInterruptedAndWritesTheBatchAgainLater() throws Exception {
    Map<String, Object> settings = settings();
    settings.put("delivery_timeout", "40s");
    List<Event> events = OpenSink.clicks(5);
    try (OpenSink sink = OpenSink.with(settings)) {
      assertThat(sink.log(OpenSink.clicks(1))).isEqualTo(DeliveryResult.DELIVERED);
      proxy.refuse();
      Thread caller = Thread.currentThread();
      Thread watch =
          new Thread(
              () -> {
                // until it waits for the records that it sent
                while (caller.getState() == Thread.State.RUNNABLE) {
                  Thread.onSpinWait();
                }
                caller.interrupt();
              });
      watch.start();
      assertThatThrownBy(() -> sink.log(events)).isInstanceOf(InterruptedException.class);
      watch.join();
      assertThat(Thread.interrupted()).isFalse();
      proxy.accept();
      assertThat(sink.log(events)).isEqualTo(DeliveryResult.DELIVERED);
    }
    assertThat(broker.topics().read(topic)).hasSize(6);
  }

  @Test
  void isNotReadyYetWhereNoServerHasAnAddress() {
    Map<String, Object> settings = settings();
    settings.put("bootstrap_servers", "no-such-host.invalid:9092");

    SinkException failure =
        catchThrowableOfType(SinkException.class, () -> OpenSink.with(settings).close());
    assertThat(failure.kind()).isEqualTo(SinkException.Kind.UNAVAILABLE);
    assertThat(failure).hasMessage("no-such-host.invalid:9092: none of the names has an address");
  }
}
