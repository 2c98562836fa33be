package dev.eventlogger.sink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DestinationTest {

  private static final Instant TIME = Instant.parse("2026-11-21T23:59:59.999999Z");

  @ParameterizedTest
  @CsvSource({
    "{log}-{yyyy.MM.dd}, clicks-2026.11.21, clicks-*.*.*, event-logger-clicks-yyyy.mm.dd",
    "app-{yyyy-MM-dd-HH}-x, app-2026-11-21-23-x, app-*-*-*-*-x, event-logger-app-yyyy-mm-dd-hh-x",
    "a{yyyyMM}, a202611, a*, event-logger-ayyyymm",
    "events, events, events, event-logger-events",
  })
  void namesAnIndexByTheTimeOfTheEvent(
      String pattern, String name, String wildcard, String template) {
    Destination destination = Destination.indices(pattern, "Clicks");

    assertThat(destination.nameAt(TIME)).isEqualTo(name);
    assertThat(destination.wildcard()).isEqualTo(wildcard);
    assertThat(destination.templateName()).isEqualTo(template);
  }

  @Test
  void changesTheNameWithTheTime() {
    Destination destination = Destination.indices("a-{yyyy.MM.dd}", "log");

    assertThat(destination.nameAt(TIME)).isEqualTo("a-2026.11.21");
    assertThat(destination.nameAt(TIME.plusNanos(1_000))).isEqualTo("a-2026.11.22");
    assertThat(destination.nameAt(Instant.parse("0000-01-01T00:00:00Z"))).isEqualTo("a-0000.01.01");
    assertThat(destination.nameAt(Instant.parse("1969-12-31T23:30:00Z"))).isEqualTo("a-1969.12.31");
  }

  @Test
  void knowsWhichIndicesEndBeforeATime() {
    Destination days = Destination.indices("a-{yyyy.MM.dd}", "log");
    Destination months = Destination.indices("a-{yyyy.MM}", "log");
    Instant limit = Instant.parse("2026-11-22T00:00:00Z");

    assertThat(days.isBefore("a-2026.11.21", limit)).isTrue();
    assertThat(days.isBefore("a-2026.11.22", limit)).isFalse();
    assertThat(days.isBefore("a-2026.11.21", limit.minusNanos(1))).isFalse();
    assertThat(days.isBefore("a-2026.11.21-copy", limit)).isFalse();
    assertThat(days.isBefore("a-x.y.z", limit)).isFalse();
    assertThat(days.isBefore("b-2026.11.21", limit)).isFalse();
    assertThat(months.isBefore("a-2026.10", limit)).isTrue();
    assertThat(months.isBefore("a-2026.11", limit)).isFalse();
    assertThat(Destination.dataStream("a").isBefore("a", limit)).isFalse();
  }
}
