package dev.eventlogger.seal.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.Section;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SealPaceTest {

  private static final Duration NO_TIME = Duration.ZERO;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final SealPace pace =
      new SealPace(
          Section.of("seal", Map.of("events", 10, "interval", "2s")).as(SealSettings.class),
          now::get);

  @Test
  void sealsAfterSoManyEventsOrSoMuchTime() {
    assertThat(pace.isDue(9, NO_TIME)).isFalse();
    assertThat(pace.isDue(10, NO_TIME)).isTrue();
    assertThat(pace.isDue(1, Duration.ofSeconds(2))).isTrue();
    assertThat(pace.isDue(1, Duration.ofMillis(1_999))).isFalse();
  }

  @Test
  void restsTwentyTimesAsLongAsSealingTook() {
    pace.time(() -> now.addAndGet(1_000));

    now.addAndGet(19_999);
    assertThat(pace.isDue(10, NO_TIME)).isFalse();
    now.addAndGet(1);
    assertThat(pace.isDue(10, NO_TIME)).isTrue();
  }

  @Test
  void keepsToTheTimeHoweverSlowTheDiskIs() {
    pace.time(() -> now.addAndGet(Duration.ofMinutes(1).toNanos()));

    assertThat(pace.isDue(1, Duration.ofSeconds(2))).isTrue();
    assertThat(pace.isDue(10, Duration.ofSeconds(1))).isFalse();
  }

  @Test
  void doesNotRestAfterASealThatFailed() {
    assertThatThrownBy(
            () ->
                pace.time(
                    () -> {
                      now.addAndGet(1_000);
                      throw new IOException("the disk is full");
                    }))
        .isInstanceOf(IOException.class);

    assertThat(pace.isDue(10, NO_TIME)).isTrue();
  }
}
