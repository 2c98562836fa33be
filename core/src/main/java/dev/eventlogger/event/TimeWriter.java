package dev.eventlogger.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Writes times and durations as JSON, mostly garbage-free. For one thread. */
final class TimeWriter {

  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final long LONGEST_QUICK_SECONDS = Long.MAX_VALUE / 1000 - 1;

  private final JsonBytes json;
  private long cachedSecond = Long.MIN_VALUE;
  private byte[] cachedSecondText = new byte[0];

  TimeWriter(JsonBytes json) {
    this.json = json;
  }

  /** Writes as {@link Timestamps#micros} does, without quotes. */
  void instant(Instant instant) {
    instant(instant.getEpochSecond(), instant.getNano());
  }

  /** The same, without needing an {@code Instant}. */
  void instant(long second, int nano) {
    second(second);
    json.raw('.');
    json.paddedDigits(nano / 1000, 6);
    json.raw('Z');
  }

  private void second(long second) {
    if (second != cachedSecond) {
      LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
      // toString leaves out zero seconds
      String text = time.truncatedTo(ChronoUnit.MINUTES).toString();
      String seconds = (time.getSecond() < 10 ? ":0" : ":") + time.getSecond();
      cachedSecondText = (text + seconds).getBytes(ISO_8859_1);
      cachedSecond = second;
    }
    json.raw(cachedSecondText);
  }

  /**
   * Writes as {@link Instant#toString} does, without quotes. False, without writing, for years
   * outside of 0000 to 9999.
   */
  boolean text(Instant instant) {
    if (!Timestamps.isRepresentable(instant)) {
      return false;
    }
    second(instant.getEpochSecond());
    fraction(instant.getNano());
    json.raw('Z');
    return true;
  }

  /** Writes groups of three digits, as many as are needed. */
  private void fraction(int nano) {
    if (nano == 0) {
      return;
    }
    json.raw('.');
    if (nano % NANOS_PER_MILLI == 0) {
      json.paddedDigits(nano / NANOS_PER_MILLI, 3);
    } else if (nano % 1000 == 0) {
      json.paddedDigits(nano / 1000, 6);
    } else {
      json.paddedDigits(nano, 9);
    }
  }

  /** Writes as {@link Durations#millis} does. */
  void millis(Duration duration) {
    if (duration.getSeconds() > LONGEST_QUICK_SECONDS) {
      json.ascii(Durations.millis(duration));
      return;
    }
    json.number(duration.getSeconds() * 1000 + duration.getNano() / NANOS_PER_MILLI);
    int fraction = duration.getNano() % NANOS_PER_MILLI;
    if (fraction == 0) {
      return;
    }
    int digits = 6;
    for (; fraction % 10 == 0; fraction /= 10) {
      digits--;
    }
    json.raw('.');
    json.paddedDigits(fraction, digits);
  }
}
