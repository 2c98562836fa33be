package dev.eventlogger.query.text;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Parses time zones as people write them. Thread-safe. */
public final class ZoneText {

  private ZoneText() {}

  /**
   * Parses a name such as {@code Europe/Berlin} or an offset such as {@code +02:00}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static ZoneId parse(String text) {
    if (text.equalsIgnoreCase("UTC") || text.equals("Z")) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(text).normalized();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "must be a time zone such as Europe/Berlin, or an offset such as +02:00", e);
    }
  }
}
