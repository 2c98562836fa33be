package dev.eventlogger.query.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

  private static final Instant NOW = Instant.parse("2026-03-31T12:30:15Z");

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T05:14:50Z, 2026-11-21T05:14:50Z",
    "2026-11-21T05:14:50+02:00, 2026-11-21T03:14:50Z",
    "2026-11-21 05:14:50Z, 2026-11-21T05:14:50Z",
    "2026-11-21 05:14, 2026-11-21T05:14:00Z",
    "2026-11-21T05:14:50.25, 2026-11-21T05:14:50.250Z",
    "2026-11-21, 2026-11-21T00:00:00Z",
    "2026-11, 2026-11-01T00:00:00Z",
    "2026, 2026-01-01T00:00:00Z",
    "now, 2026-03-31T12:30:15Z",
    "Today, 2026-03-31T00:00:00Z",
    "yesterday, 2026-03-30T00:00:00Z",
    "15s, 2026-03-31T12:30:00Z",
    "30m, 2026-03-31T12:00:15Z",
    "30min, 2026-03-31T12:00:15Z",
    "2h, 2026-03-31T10:30:15Z",
    "7d, 2026-03-24T12:30:15Z",
    "1w, 2026-03-24T12:30:15Z",
    "1mo, 2026-02-28T12:30:15Z",
    "1y, 2025-03-31T12:30:15Z"
  })
  void readsTimesOfAnyForm(String text, String expected) {
    assertThat(TimeText.parse(text, NOW, ZoneOffset.UTC)).isEqualTo(Instant.parse(expected));
  }

  @Test
  void takesTheZoneWhereATimeDoesNotSayIts() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");

    assertThat(TimeText.parse("2026-03-02", NOW, berlin)).isEqualTo("2026-03-01T23:00:00Z");
    assertThat(TimeText.parse("2026-03-02T00:00:00Z", NOW, berlin))
        .isEqualTo("2026-03-02T00:00:00Z");
    assertThat(TimeText.parse("7d", NOW, berlin))
        .as("a calendar week in which the clocks went forward")
        .isEqualTo("2026-03-24T13:30:15Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lately", "2026-02-30", "7", "7x", "-7d", "1234567d", "12:00"})
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> TimeText.parse(text, NOW, ZoneOffset.UTC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "must be a time such as 2026-11-21T05:14:50Z, \"2026-11-21 05:14\", 2026-11-21,"
                + " 2026-11 or today, or a time back such as 90min, 12h, 7d or 1mo");
  }

  @Test
  void readsAnAge() {
    assertThat(TimeText.ago("90d", NOW, ZoneOffset.UTC)).isEqualTo("2025-12-31T12:30:15Z");
    assertThatThrownBy(() -> TimeText.ago("2026-01-01", NOW, ZoneOffset.UTC))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be a number of s, m, h, d, w, mo or y, such as 90d");
  }
}
