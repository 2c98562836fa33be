package dev.eventlogger.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times and durations, to text and back. */
class TimesTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T05:14:50.376408Z, 2026-11-21T05:14:50.376408Z",
    "2026-11-21T05:14:50Z, 2026-11-21T05:14:50Z",
    "2026-11-21t05:14:50.5z, 2026-11-21T05:14:50.5Z",
    "2026-11-21T11:14:50+06:00, 2026-11-21T05:14:50Z",
    "2026-11-20T19:14:50-10:00, 2026-11-21T05:14:50Z",
    "2026-11-21T05:14:50-00:00, 2026-11-21T05:14:50Z",
    "2026-11-21T11:14:50.376408+06:00Z, 2026-11-21T05:14:50.376408Z",
    "2026-11-21T05:14:50.376408+00:00Z, 2026-11-21T05:14:50.376408Z",
    "2026-11-21T05:14:50.123456789012Z, 2026-11-21T05:14:50.123456789Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999999Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z"
  })
  void readsRfc3339WithAnyOffsetAndJupyters(String text, String instant) {
    assertThat(Timestamps.read(text)).isEqualTo(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-11-21",
        "2026-11-21T05:14:50",
        "2026-11-21T05:14Z",
        "2026-11-21 05:14:50Z",
        "2026-11-21T05:14:50.Z",
        "2026-11-21T05:14:50ZZ",
        "2026-11-21T05:14:50+06",
        "2026-11-21T05:14:50+0600",
        "2026-11-21T24:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-11-31T00:00:00Z",
        "2026-11-21T05:60:00Z",
        "2026-11-21T05:14:60Z",
        "2026-11-21T05:14:5.0Z",
        "2026-11-21T05:14:50.12a4Z",
        "2026_11-21T05:14:50Z",
        "2026-1a-21T05:14:50Z",
        "9999-12-31T23:59:59-01:00",
        "+12026-11-21T05:14:50Z",
        " 2026-11-21T05:14:50Z",
        "2026-11-21T05:14:50.000000000000000000000000000000000000000000000000000Z",
        "1795238090376"
      })
  void refusesWhatIsNoTime(String text) {
    assertThat(Timestamps.read(text)).isNull();
  }

  @Example
  void readsEpochMilliseconds() {
    assertThat(Timestamps.read(1_795_238_090_376L))
        .isEqualTo(Instant.ofEpochMilli(1_795_238_090_376L));
    assertThat(Timestamps.read(0)).isEqualTo(Instant.EPOCH);
    assertThat(Timestamps.read(-1)).isEqualTo(Instant.ofEpochMilli(-1));
    assertThat(Timestamps.read(Long.MAX_VALUE)).isNull();
    assertThat(Timestamps.read(1.5)).isNull();
    assertThat(Timestamps.read(BigInteger.TEN)).isNull();
    assertThat(Timestamps.read(true)).isNull();
  }

  @Property
  void everyTimeIsReadBackToTheMicrosecond(
      @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long second,
      @ForAll @IntRange(max = 999_999) int micros) {
    Instant time = Instant.ofEpochSecond(second, micros * 1000L);
    JsonBytes json = new JsonBytes(1000);
    new TimeWriter(json).instant(time);

    assertThat(json).hasToString(Timestamps.micros(time));
    assertThat(Timestamps.read(json.toString())).isEqualTo(time);
  }

  @Property
  void anInstantIsWrittenAndReadAsTheJdkDoes(
      @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long second,
      @ForAll @IntRange(max = 999_999_999) int nanos,
      @ForAll @IntRange(max = 9) int digits) {
    Instant time = Instant.ofEpochSecond(second, withDigits(nanos, digits));
    JsonBytes json = new JsonBytes(1000);

    assertThat(new TimeWriter(json).text(time)).isTrue();

    assertThat(json).hasToString(time.toString());
    assertThat(Timestamps.read(json.toString())).isEqualTo(time);
  }

  /** Keeps the first digits and makes the others zeros, which are often left out. */
  private static int withDigits(int nanos, int digits) {
    int unit = 1;
    for (int digit = digits; digit < 9; digit++) {
      unit *= 10;
    }
    return nanos / unit * unit;
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0001-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
  void leavesYearsWithASignToTheJdk(String text) {
    assertThat(new TimeWriter(new JsonBytes(1000)).text(Instant.parse(text))).isFalse();
    assertThat(JsonText.of(Instant.parse(text))).isEqualTo('"' + text + '"');
  }

  @Example
  @SuppressWarnings("JavaUtilDate")
  void aDateWithoutATimeOfItsOwnIsItsInstant() {
    Date unsupportive =
        new Date(1500) {
          private static final long serialVersionUID = 1;

          @Override
          public Instant toInstant() {
            throw new UnsupportedOperationException("as java.sql.Date");
          }
        };

    assertThat(Timestamps.text(unsupportive)).isEqualTo("1970-01-01T00:00:01.500Z");
  }

  @Property
  void everyDurationIsReadBackWithoutLoss(
      @ForAll @LongRange(min = 0) long seconds, @ForAll @IntRange(max = 999_999_999) int nanos) {
    Duration duration = Duration.ofSeconds(seconds, nanos);
    JsonBytes json = new JsonBytes(1000);
    new TimeWriter(json).millis(duration);

    assertThat(json).hasToString(Durations.millis(duration));
    assertThat(Durations.ofMillis(new BigDecimal(json.toString()))).isEqualTo(duration);
    assertThat(new BigDecimal(Durations.nanos(duration)))
        .isEqualByComparingTo(new BigDecimal(json.toString()).scaleByPowerOfTen(6));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1000000, 1",
    "12500000, 12.5",
    "1, 0.000001",
    "60000000000, 60000",
    "1010000, 1.01"
  })
  void aDurationIsAPlainDecimalOfMilliseconds(long nanos, String text) {
    assertThat(Durations.millis(Duration.ofNanos(nanos))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-1e-9999999", "9223372036854775808000", "1e131000", "1e999999999"})
  void refusesWhatIsNoDuration(String millis) {
    assertThat(Durations.ofMillis(new BigDecimal(millis))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"1e-7, 0", "1e-131000, 0", "0.0000019, 1", "1e3, 1000000000"})
  void cutsADurationToNanoseconds(String millis, long nanos) {
    assertThat(Durations.ofMillis(new BigDecimal(millis))).isEqualTo(Duration.ofNanos(nanos));
  }
}
