package dev.eventlogger.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edge cases of durations. */
class DurationEdgesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P0Y", "P9D", "P90M", "P10W", "PT0S", "PT9H", "P1M2D", "PT1M2S", "P1DT1S", "P12Y3M"
      })
  void takesDurations(String text) {
    assertThat(DurationFormat.isDuration(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "P", "T", "1Y", "PY", "PTS", "P1", "P1D1", "PT1", "PT1S1", "P/Y", "P:Y", "P1/D", "P1:D",
        "PT/S", "PT:S", "P1Y1Y", "P1D1M", "P1S", "PT1D", "PT1Y", "P1W1D", "P1D1W", "PW", "PTT1S",
        "P1DT", "P1YT1", "P1DT1S ", " P1D", "P-1D", "P1.5D", "PT1ST1S", "p1d"
      })
  void refusesWhatIsNone(String text) {
    assertThat(DurationFormat.isDuration(text)).isFalse();
  }
}
