package dev.eventlogger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageQueryTest {

  @AfterEach
  void forgetThatItWasInterrupted() {
    Thread.interrupted();
  }

  @ParameterizedTest
  @CsvSource({
    "MINUTE, 2026-03-01T23:59:59.999999Z, 2026-03-01T23:59:00Z, 2026-03-02T00:00:00Z",
    "HOUR, 2026-03-01T23:59:59.999999Z, 2026-03-01T23:00:00Z, 2026-03-02T00:00:00Z",
    "DAY, 2026-03-01T23:59:59.999999Z, 2026-03-01T00:00:00Z, 2026-03-02T00:00:00Z",
    "WEEK, 2026-03-01T23:59:59.999999Z, 2026-02-23T00:00:00Z, 2026-03-02T00:00:00Z",
    "WEEK, 2026-03-02T00:00:00Z, 2026-03-02T00:00:00Z, 2026-03-09T00:00:00Z",
    "WEEK, 2027-01-01T00:00:00Z, 2026-12-28T00:00:00Z, 2027-01-04T00:00:00Z",
    "MONTH, 2026-02-28T12:00:00Z, 2026-02-01T00:00:00Z, 2026-03-01T00:00:00Z",
    "MINUTE, 1969-12-31T23:59:59Z, 1969-12-31T23:59:00Z, 1970-01-01T00:00:00Z"
  })
  void beginsBucketsInUtc(Bucket bucket, Instant time, Instant start, Instant next) {
    assertThat(bucket.start(time)).isEqualTo(start);
    assertThat(bucket.next(start)).isEqualTo(next);
  }

  @Test
  void countsByTextsConstantsAndData() {
    for (Field field : List.of(Field.ID, Field.CREATED_AT, Field.DURATION_MS, Field.MESSAGE)) {
      assertThatThrownBy(() -> new UsageQuery(EventFilter.ALL, null, field, 1))
          .hasMessage(
              "events cannot be counted by "
                  + field
                  + "; count by a text, the type, the level, data or context");
    }
    assertThat(new UsageQuery(EventFilter.ALL, null, Field.data("x"), 1).by()).isNotNull();
  }

  @Test
  void takesASecondFieldBesideAnother() {
    assertThatThrownBy(() -> new UsageQuery(EventFilter.ALL, null, null, Field.UID, null, 1))
        .hasMessageStartingWith("thenBy: must be a second field");
    assertThatThrownBy(() -> new UsageQuery(EventFilter.ALL, null, Field.UID, Field.UID, null, 1))
        .hasMessageStartingWith("thenBy: must be a second field");
    assertThatThrownBy(
            () -> new UsageQuery(EventFilter.ALL, null, Field.UID, Field.MESSAGE, null, 1))
        .hasMessageStartingWith("events cannot be counted by message");
  }

  @Test
  void measuresDurationsAndData() {
    assertThatThrownBy(() -> new UsageQuery(EventFilter.ALL, null, null, null, Field.UID, 1))
        .hasMessage("uid has no numbers; measure duration_ms, data or context");
    for (Field field : List.of(Field.DURATION_MS, Field.data("x"), Field.context("x"))) {
      assertThat(new UsageQuery(EventFilter.ALL, null, null, null, field, 1).measure())
          .isEqualTo(field);
    }
  }

  @Test
  void limitsItsValues() {
    assertThatThrownBy(() -> new UsageQuery(EventFilter.ALL, null, null, 0))
        .hasMessage("limit: must be from 1 to 10000, not 0");
    assertThat(UsageQuery.tooManyRows())
        .hasMessage(
            "the counts have more than 10000 rows; ask for a shorter time, a longer bucket or fewer"
                + " values");
  }

  @Test
  void limitsTheChunksOfARemoval() {
    assertThatThrownBy(() -> new Removal(false, 5_001, Duration.ZERO, removed -> {}))
        .hasMessage("chunk: must be from 1 to 5000, not 5001");
    assertThatThrownBy(() -> new Removal(false, 1, Duration.ofMillis(-1), removed -> {}))
        .hasMessage("pause: must not be negative");
    assertThat(Removal.IN_CHUNKS.asDryRun().dryRun()).isTrue();
  }

  @Test
  void tellsHowManyAreRemovedAndNoticesAnInterruption() throws InterruptedException {
    List<Long> told = new ArrayList<>();
    Removal removal = new Removal(false, 5, Duration.ZERO, told::add);
    removal.afterChunk(5);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> removal.afterChunk(10))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("interrupted after 10 events were removed");
    assertThat(told).containsExactly(5L, 10L);
  }
}
