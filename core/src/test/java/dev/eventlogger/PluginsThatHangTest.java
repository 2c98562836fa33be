package dev.eventlogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.PluginCall;
import dev.eventlogger.event.Event;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PluginsThatHangTest {

  /** Never finishes opening, and ignores interrupts. */
  static final class Hanging extends BaseEventLogger {
    @Override
    public String loggerName() {
      return "hanging";
    }

    @Override
    public void open(SinkConfig config) {
      while (true) {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          // keeps hanging
        }
      }
    }

    @Override
    public DeliveryResult log(List<Event> batch) {
      return DeliveryResult.DELIVERED;
    }
  }

  @Test
  void endTheStartWithTheirName() {
    String yaml = "EVENT_LOGGER_NAME: hanging\nEVENT_DELIVERY: {call_timeout: 200ms}";

    assertThatThrownBy(
            () ->
                EventLogger.open(EventLoggerConfig.parse("x.yaml", yaml, Map.of()), new Hanging()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "x.yaml: EVENT_LOGGERS.hanging: cannot be opened: "
                + Hanging.class.getName()
                + ".open() has not returned within 1 s; see its thread in a thread dump, or leave the"
                + " plugin out");
  }

  @Test
  void areInterruptedAndWhatTheyReturnTooLateIsHandedOver() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch late = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                PluginCall.within(
                    Duration.ofMillis(50),
                    "a",
                    () -> {
                      try {
                        new CountDownLatch(1).await();
                      } catch (InterruptedException e) {
                        interrupted.countDown();
                      }
                      return "late";
                    },
                    result -> late.countDown()))
        .isInstanceOf(TimeoutException.class);
    interrupted.await();
    late.await();
  }

  @Test
  void throwWhatTheyThrow() throws Exception {
    Duration long1 = Duration.ofSeconds(60);
    assertThat(PluginCall.<String>within(long1, "a", () -> "result", late -> {}))
        .isEqualTo("result");
    assertThatThrownBy(
            () ->
                PluginCall.within(
                    long1,
                    "a",
                    () -> {
                      throw new IOException("mine");
                    },
                    late -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage("mine");
    assertThatThrownBy(
            () ->
                PluginCall.within(
                    long1,
                    "a",
                    () -> {
                      throw new AssertionError("mine");
                    },
                    late -> {}))
        .isInstanceOf(AssertionError.class);
  }
}
