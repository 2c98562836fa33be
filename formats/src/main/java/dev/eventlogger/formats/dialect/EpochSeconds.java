package dev.eventlogger.formats.dialect;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as seconds since 1970, with or without a fraction. Stateless, thread-safe. */
final class EpochSeconds {

  private static final double LAST = 253_402_300_799.0; // the end of the year 9999

  private EpochSeconds() {}

  /** The time, to the millisecond; null if the value is no such number. */
  static @Nullable Instant read(@Nullable Object seconds) {
    double value = seconds instanceof Number number ? number.doubleValue() : -1;
    return value >= 0 && value <= LAST ? Instant.ofEpochMilli(Math.round(value * 1000)) : null;
  }
}
