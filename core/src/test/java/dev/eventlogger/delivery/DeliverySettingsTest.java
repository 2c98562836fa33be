package dev.eventlogger.delivery;

import static dev.eventlogger.delivery.TestEvents.inMemory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.Section;
import dev.eventlogger.journal.Sync;
import dev.eventlogger.journal.file.FileMode;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliverySettingsTest {

  @Test
  void absentSettingsHaveDefaults() {
    assertThat(inMemory(null, null, null, null, null, null, null, null))
        .isEqualTo(
            new DeliverySettings(
                100_000,
                64L << 20,
                500,
                1 << 20,
                Duration.ofSeconds(1),
                OnFull.DROP_NEWEST,
                Duration.ofSeconds(10),
                new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(30)),
                null,
                Sync.INTERVAL,
                Duration.ofMillis(500),
                1L << 30,
                64 << 20,
                null,
                Duration.ofSeconds(60),
                FileMode.PRIVATE));
  }

  @Test
  void aBuilderChangesWhatIsSetAndNothingElse() throws Exception {
    assertThat(DeliverySettings.builder().build())
        .isEqualTo(inMemory(null, null, null, null, null, null, null, null));
    DeliverySettings all =
        DeliverySettings.builder()
            .queueEvents(1)
            .queueBytes(2)
            .batchSize(1)
            .batchBytes(2)
            .linger(Duration.ofSeconds(3))
            .onFull(OnFull.block(Duration.ofSeconds(4)))
            .closeTimeout(Duration.ofSeconds(5))
            .retry(new RetryPolicy(Duration.ofSeconds(6), Duration.ofSeconds(7)))
            .directory(Path.of("journals"))
            .sync(Sync.ALWAYS)
            .syncInterval(Duration.ofSeconds(8))
            .journalBytes(1L << 31)
            .segmentBytes(9 << 20)
            .deadLetters(Path.of("dead"))
            .callTimeout(Duration.ofSeconds(10))
            .fileMode(FileMode.parse("0640"))
            .build();

    DeliverySettings defaults = DeliverySettings.builder().build();
    for (RecordComponent component : DeliverySettings.class.getRecordComponents()) {
      assertThat(component.getAccessor().invoke(all))
          .as(component.getName())
          .isNotNull()
          .isNotEqualTo(component.getAccessor().invoke(defaults));
    }
    assertThat(all.toBuilder().build()).isEqualTo(all);
    assertThat(all.toBuilder().linger(Duration.ZERO).build().linger()).isZero();
    assertThatThrownBy(() -> DeliverySettings.builder().queueEvents(1).batchSize(2).build())
        .hasMessage("batch_size must not be more than queue_events, 1");
  }

  @Test
  void refusesABatchThatNeverFills() {
    assertThatThrownBy(() -> inMemory(10, null, 11, null, null, null, null, null))
        .hasMessage("batch_size must not be more than queue_events, 10");
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    assertThatThrownBy(() -> inMemory(0, 0L, null, null, Duration.ofDays(2), null, null, null))
        .hasMessage(
            """
            queue_events must be more than 0
            queue_bytes must be more than 0
            linger must be between 0s and 1d""");
  }

  @Test
  void keepsAllElseWhereItsShareOfTheHeapIsSet() {
    Section section =
        Section.of("a", Map.of("file_mode", "0640", "queue_events", 10, "directory", "journals"));
    DeliverySettings settings = section.as(DeliverySettings.class);

    assertThat(settings.withQueueBytes(settings.queueBytes())).isEqualTo(settings);
  }

  @Test
  void refusesSizesThatAreNone() {
    assertThatThrownBy(() -> inMemory(0, null, null, null, null, null, null, null))
        .hasMessage("queue_events must be more than 0");
    assertThatThrownBy(() -> inMemory(null, null, null, null, Duration.ofDays(2), null, null, null))
        .hasMessage("linger must be between 0s and 1d");
    assertThatThrownBy(
            () ->
                new DeliverySettings(
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    Duration.ZERO,
                    FileMode.PRIVATE))
        .hasMessage("call_timeout must be more than 0");
  }

  @Test
  void readsWhatHappensWhenAQueueIsFull() {
    assertThat(OnFull.parse("drop-newest")).isEqualTo(OnFull.DROP_NEWEST);
    assertThat(OnFull.parse("drop-oldest")).isEqualTo(OnFull.DROP_OLDEST);
    assertThat(OnFull.parse("block(250ms)")).isEqualTo(OnFull.block(Duration.ofMillis(250)));
    assertThat(OnFull.parse("block(2s)")).isEqualTo(OnFull.block(Duration.ofSeconds(2)));
    assertThat(OnFull.parse("block(3m)")).isEqualTo(OnFull.block(Duration.ofMinutes(3)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "block", "block()", "block(2)", "block(-2s)", "drop", "DROP-NEWEST"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> OnFull.parse(text))
        .hasMessage(
            "must be drop-newest, drop-oldest, or block with the longest wait, as in block(2s)");
  }

  @Test
  void waitsUpToALimitThatDoubles() {
    RetryPolicy policy = new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(30));
    for (int tries = 1; tries <= 100; tries++) {
      Duration limit = Duration.ofMillis(Math.min(30_000, 100L << Math.min(tries - 1, 20)));
      assertThat(policy.delayAfter(tries)).isBetween(Duration.ZERO, limit);
    }
  }

  @Test
  void refusesDelaysThatContradict() {
    assertThatThrownBy(() -> new RetryPolicy(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessage("max_delay must not be less than initial_delay, 2000ms");
    assertThatThrownBy(() -> new RetryPolicy(Duration.ZERO, null))
        .hasMessage("initial_delay must be more than 0");
  }

  @Test
  void waitsForTheDiskWhereEachEventIsSynced() {
    assertThat(journal(Sync.ALWAYS, null, null, null).onFull())
        .isEqualTo(OnFull.block(Duration.ofSeconds(10)));
    assertThat(journal(Sync.INTERVAL, null, null, null).onFull()).isEqualTo(OnFull.DROP_NEWEST);
  }

  @Test
  void refusesWhatAJournalCannotKeep() {
    assertThatThrownBy(() -> journal(Sync.INTERVAL, OnFull.DROP_OLDEST, null, null))
        .hasMessage(
            "on_full must be drop-newest, or block(2s) for callers to wait that long, where directory"
                + " is set: a journal gives up nothing");
    assertThatThrownBy(() -> journal(Sync.ALWAYS, OnFull.DROP_NEWEST, null, null))
        .hasMessage("on_full must be block(…), as in block(10s), with sync: always");
    assertThatThrownBy(
            () ->
                new DeliverySettings(
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    Sync.ALWAYS,
                    null,
                    null,
                    null,
                    null,
                    null,
                    FileMode.PRIVATE))
        .hasMessage("sync must not be always without a directory for the journal");
    assertThatThrownBy(() -> journal(null, null, null, 4096))
        .hasMessage("segment_bytes must be at least 8388608");
    assertThatThrownBy(() -> journal(null, null, 100_000_000L, null))
        .hasMessage("journal_bytes must be at least twice segment_bytes, 67108864");
  }

  private static DeliverySettings journal(
      Sync sync, OnFull onFull, Long journalBytes, Integer segmentBytes) {
    return new DeliverySettings(
        null,
        null,
        null,
        null,
        null,
        onFull,
        null,
        null,
        Path.of("journals"),
        sync,
        null,
        journalBytes,
        segmentBytes,
        null,
        null,
        FileMode.PRIVATE);
  }
}
