package dev.eventlogger.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.Section;
import dev.eventlogger.journal.JournalSettings;
import dev.eventlogger.journal.Sync;
import dev.eventlogger.journal.file.FileMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings at their limits, and just beyond. */
class DeliveryLimitsTest {

  private static final Duration DAY = Duration.ofDays(1);

  @ParameterizedTest
  @CsvSource({
    "queue_events, 1, 0",
    "queue_bytes, 1, 0",
    "batch_size, 1, 0",
    "batch_bytes, 1, 0",
  })
  void sizesAreMoreThanZero(String name, String least, String none) {
    assertThat(settings(name, least)).isNotNull();
    assertThatThrownBy(() -> settings(name, none))
        .hasMessageContaining(name + ": must be more than 0");
  }

  @ParameterizedTest
  @CsvSource({
    "linger, 0s",
    "close_timeout, 0s",
    "call_timeout, 1ms",
    "sync_interval, 1ms",
  })
  void timesAreAtMostADay(String name, String least) {
    assertThat(settings(name, least)).isNotNull();
    assertThat(settings(name, "1d")).isNotNull();
    assertThatThrownBy(() -> settings(name, "1441m"))
        .hasMessageContaining(name + ": must be between 0s and 1d");
  }

  @Test
  void aBatchIsAtMostWhatMayWait() {
    assertThat(settings("queue_bytes", "1000").batchBytes()).isEqualTo(1000);
    assertThat(settings("queue_events", "20").batchSize()).isEqualTo(20);
    assertThat(settings("queue_bytes", "1000", "batch_bytes", "1000").batchBytes()).isEqualTo(1000);
    assertThatThrownBy(() -> settings("queue_bytes", "1000", "batch_bytes", "1001"))
        .hasMessageContaining("batch_bytes: must not be more than queue_bytes, 1000");
    assertThatThrownBy(() -> settings("queue_events", "20", "batch_size", "21"))
        .hasMessageContaining("batch_size: must not be more than queue_events, 20");
  }

  @Test
  void aBatchIsAtMostHalfAJournalWhateverTheQueueInMemoryMayHold() {
    Map<String, Object> journal = new HashMap<>();
    journal.put("directory", "journals");
    journal.put("queue_bytes", 1000);
    journal.put("journal_bytes", 16 << 20);
    journal.put("segment_bytes", 8 << 20);
    assertThat(settings(journal).batchBytes()).isEqualTo(1 << 20);

    journal.put("batch_bytes", 8 << 20);
    assertThat(settings(journal).batchBytes()).isEqualTo(8 << 20);
    journal.put("batch_bytes", (8 << 20) + 1);

    assertThatThrownBy(() -> settings(journal))
        .hasMessageContaining("batch_bytes: must not be more than half of journal_bytes, 8388608");
  }

  @Test
  void theShareOfTheHeapIsNeverLessThanABatch() {
    DeliverySettings settings = settings("batch_bytes", "1000");

    assertThat(settings.withQueueBytes(5000).queueBytes()).isEqualTo(5000);
    assertThat(settings.withQueueBytes(10).queueBytes()).isEqualTo(1000);
  }

  @Test
  void aJournalIsInAFolderOfItsLogsName() {
    assertThat(settings("queue_events", "10").journal("db")).isEmpty();
    assertThat(settings(Map.of("directory", "journals", "sync", "interval")).journal("db"))
        .contains(
            new JournalSettings(
                Path.of("journals", "db"),
                Sync.INTERVAL,
                Duration.ofMillis(500),
                1L << 30,
                64 << 20,
                FileMode.PRIVATE));
  }

  @Test
  void callersWaitForADayAtMost() {
    assertThat(OnFull.block(DAY).timeout()).isEqualTo(DAY);
    assertThat(OnFull.parse("block(1440m)").timeout()).isEqualTo(DAY);
    assertThat(OnFull.parse("block(0s)").timeout()).isZero();
    assertThatThrownBy(() -> OnFull.parse("block(1441m)"))
        .hasMessage("block must wait for 0s to 1440m, which is a day");
    assertThatThrownBy(() -> OnFull.block(Duration.ofNanos(-1)))
        .hasMessage("block must wait for 0s to 1440m, which is a day");
  }

  @Test
  void triesAreADayApartAtMost() {
    assertThat(new RetryPolicy(DAY, DAY).maxDelay()).isEqualTo(DAY);
    assertThatThrownBy(() -> new RetryPolicy(null, DAY.plusNanos(1)))
        .hasMessage("max_delay must be at most 1d");
    assertThatThrownBy(() -> new RetryPolicy(Duration.ofMillis(-1), null))
        .hasMessage("initial_delay must be more than 0");
  }

  @Test
  void theLimitOfTheWaitDoublesAndNeverOverflows() {
    RetryPolicy seconds = new RetryPolicy(Duration.ofSeconds(10), DAY);
    assertThat(longestAfter(seconds, 1)).isBetween(5_000L, 10_000L);
    assertThat(longestAfter(seconds, 2)).isBetween(10_000L, 20_000L);
    assertThat(longestAfter(seconds, 4)).isBetween(40_000L, 80_000L);
    assertThat(longestAfter(seconds, 1000)).isBetween(DAY.toMillis() / 2, DAY.toMillis());

    RetryPolicy days = new RetryPolicy(DAY, DAY);
    for (int tries = 1; tries < 80; tries++) {
      assertThat(days.delayAfter(tries)).isBetween(Duration.ZERO, DAY);
    }
  }

  @Test
  void aDelayOfLessThanAMillisecondIsOne() {
    RetryPolicy tiny = new RetryPolicy(Duration.ofNanos(1), Duration.ofMinutes(1));
    assertThat(longestAfter(tiny, 1)).isEqualTo(1);
    assertThat(longestAfter(tiny, 11)).isBetween(512L, 1024L);

    RetryPolicy tiniest = new RetryPolicy(Duration.ofNanos(1), Duration.ofNanos(1));
    assertThat(longestAfter(tiniest, 50)).isEqualTo(1);
  }

  /**
   * The longest of 200 draws, each between zero and the limit: all are below half in only 1 of
   * 2^200 runs.
   */
  private static long longestAfter(RetryPolicy policy, int tries) {
    long longest = 0;
    for (int i = 0; i < 200; i++) {
      longest = Math.max(longest, policy.delayAfter(tries).toMillis());
    }
    return longest;
  }

  @Test
  void aTimeThatIsNegativeIsOverAndOneThatIsTooLongIsTheLongest() {
    assertThat(Saturated.nanos(Duration.ofNanos(-1))).isZero();
    assertThat(Saturated.nanos(Duration.ZERO)).isZero();
    assertThat(Saturated.nanos(Duration.ofNanos(7))).isEqualTo(7);
    assertThat(Saturated.nanos(Duration.ofNanos(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    assertThat(Saturated.nanos(Duration.ofDays(200_000))).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void threeLinesAreSaidInFiveMinutesAndTheOthersCounted() {
    AtomicLong clock = new AtomicLong(17);
    Quota quota = new Quota(clock::get);
    for (int i = 0; i < 3; i++) {
      assertThat(quota.allows()).isTrue();
    }
    assertThat(quota.takeUnsaid()).isZero();
    clock.addAndGet(Quota.PERIOD.toNanos() - 1);
    assertThat(quota.allows()).isFalse();
    assertThat(quota.allows()).isFalse();
    clock.addAndGet(1);

    assertThat(quota.allows()).isTrue();
    assertThat(quota.takeUnsaid()).isEqualTo(2);
    assertThat(quota.takeUnsaid()).isZero();
    assertThat(quota.allows()).isTrue();
    assertThat(quota.allows()).isTrue();
    assertThat(quota.allows()).isFalse();
  }

  private static DeliverySettings settings(String... pairs) {
    Map<String, Object> section = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      String value = pairs[i + 1];
      section.put(pairs[i], value.matches("\\d+") ? (Object) Integer.valueOf(value) : value);
    }
    return settings(section);
  }

  private static DeliverySettings settings(Map<String, Object> section) {
    return Section.of("EVENT_DELIVERY", section).as(DeliverySettings.class);
  }
}
