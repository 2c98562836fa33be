package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventType;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FlushAndCloseTest {

  private final CountDownLatch release = new CountDownLatch(1);
  private final EventLogger events =
      EventLogger.open(
          EventLoggerConfig.parse("test.yaml", "EVENT_LOGGER_NAME: patient", Map.of()),
          new Patient());

  /** Delivers once it is allowed to. */
  private final class Patient extends BaseEventLogger {
    @Override
    public String loggerName() {
      return "patient";
    }

    @Override
    public DeliveryResult log(List<Event> batch) throws InterruptedException {
      release.await();
      return DeliveryResult.DELIVERED;
    }
  }

  @Test
  void tellsATimeOutFromAnInterruption() {
    events.log("1", EventType.VIEW, Map.of());

    assertThat(events.flush(Duration.ofMillis(20))).isEqualTo(FlushResult.TIMED_OUT);
    Thread.currentThread().interrupt();
    assertThat(events.flush(Duration.ofSeconds(100))).isEqualTo(FlushResult.INTERRUPTED);
    assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
    release.countDown();
    assertThat(events.flush(Duration.ofSeconds(100))).isEqualTo(FlushResult.FLUSHED);
    events.close();
  }

  @Test
  void closesWithoutLettingTheCallerWait() {
    events.log("1", EventType.VIEW, Map.of());

    CompletableFuture<Ledger> closed = events.closeAsync().toCompletableFuture();
    assertThat(closed).isNotDone();
    release.countDown();
    Ledger ledger = closed.join();

    assertThat(ledger.logs().get("patient").delivered()).isEqualTo(1);
    assertThat(ledger.logs().get("patient").pending()).isZero();
    assertThat(events.log("1", EventType.VIEW, Map.of()).isAccepted()).isFalse();
    events.close();
    assertThat(events.closeAsync().toCompletableFuture().join().accepted()).isEqualTo(1);
  }
}
