package dev.eventlogger.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventLoggerMetricsTest {

  private static final String YAML =
      """
      EVENT_LOGGER_NAME: [one, two]
      EVENT_LOGGERS:
        one: {logger: fake-one}
        two: {logger: fake-two, when: {name: [two]}, delivery: {queue_events: 1, batch_size: 1}}
      EVENT_DELIVERY: {linger: 1ms, close_timeout: 100ms, retry: {initial_delay: 1ms, max_delay: 2ms}}
      EVENT_POLICY: {sampling: {unwanted: 0}}
      """;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FakeSink one = new FakeSink("fake-one");
  private final FakeSink two = new FakeSink("fake-two");
  private final EventLogger events =
      EventLogger.open(EventLoggerConfig.parse("test.yaml", YAML, Map.of()), one, two);

  EventLoggerMetricsTest() {
    new EventLoggerMetrics(events).bindTo(registry);
  }

  @AfterEach
  void close() {
    one.gate.countDown();
    two.gate.countDown();
    events.close();
  }

  @Test
  void countsEventsByTypeAndOutcome() {
    events.log("42", EventType.CLICK, Map.of());
    events.log("42", EventType.CLICK, Map.of("n", Double.NaN));
    events.log(EventDraft.named("unwanted"));

    assertThat(logged("click", "accepted")).isEqualTo(1);
    assertThat(logged("click", "invalid")).isEqualTo(1);
    assertThat(logged("none", "filtered")).isEqualTo(1);
    assertThat(logged("view", "accepted")).isZero();
  }

  @Test
  void showsWhatBecameOfTheEventsOfALog() {
    one.gate.countDown();
    one.failures.set(2);
    events.log(EventDraft.named("good"));
    events.log(EventDraft.named("bad"));
    assertThat(events.flush(Duration.ofSeconds(20))).isEqualTo(FlushResult.FLUSHED);

    assertThat(count("eventlog.taken")).isEqualTo(2);
    assertThat(count("eventlog.delivered")).isEqualTo(1);
    assertThat(count("eventlog.dead")).isEqualTo(1);
    assertThat(count("eventlog.sink.failures")).isEqualTo(2);
    assertThat(gauge("eventlog.pending", "one")).isZero();
    var writes = registry.get("eventlog.sink.write").tag("log", "one").functionTimer();
    assertThat(writes.count()).isGreaterThanOrEqualTo(3);
    assertThat(writes.totalTime(TimeUnit.NANOSECONDS)).isPositive();
    assertThat(gauge("eventlog.sink.stuck", "one")).isZero();
  }

  @Test
  void showsHowFullAQueueIsAndWhatItDidNotTakeOrLost() {
    events.log(EventDraft.named("two"));
    events.log(EventDraft.named("two"));

    assertThat(gauge("eventlog.queue.size", "two")).isEqualTo(1);
    assertThat(gauge("eventlog.queue.size.bytes", "two")).isGreaterThan(50);
    assertThat(gauge("eventlog.queue.capacity", "two")).isEqualTo(1);
    assertThat(gauge("eventlog.queue.capacity.bytes", "two")).isEqualTo(64 << 20);
    assertThat(
            registry
                .get("eventlog.dropped")
                .tags("reason", "queue-full", "sink", "two")
                .functionCounter()
                .count())
        .isEqualTo(1);

    events.close();
    assertThat(
            registry
                .get("eventlog.lost")
                .tags("reason", "close-timeout", "log", "two")
                .functionCounter()
                .count())
        .isEqualTo(1);
  }

  private double logged(String type, String outcome) {
    return registry
        .get("eventlog.events")
        .tags("type", type, "outcome", outcome)
        .functionCounter()
        .count();
  }

  private double count(String name) {
    return registry.get(name).tag("log", "one").functionCounter().count();
  }

  private double gauge(String name, String log) {
    return registry.get(name).tag("log", log).gauge().value();
  }

  /** Waits for its gate, fails a set number of times, and then rejects events named bad. */
  private static final class FakeSink extends BaseEventLogger {
    private final String name;
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger failures = new AtomicInteger();

    FakeSink(String name) {
      this.name = name;
    }

    @Override
    public String loggerName() {
      return name;
    }

    @Override
    public DeliveryResult log(List<Event> batch) throws Exception {
      gate.await();
      if (failures.getAndDecrement() > 0) {
        throw new IOException("down");
      }
      return DeliveryResult.rejected(
          batch.stream()
              .filter(event -> event.name().equals("bad"))
              .map(event -> new Rejected(event, "is bad"))
              .toList());
    }
  }
}
