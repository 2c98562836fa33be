package dev.eventlogger.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as they are written in options. */
final class TimeText {

  private static final Pattern BACK = Pattern.compile("([0-9]{1,6})([smhdw])");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private TimeText() {}

  /** RFC 3339, a date (its start in UTC), or a time back from now. */
  static Instant parse(String option, String text, Instant now) {
    try {
      if (BACK.matcher(text).matches()) {
        return now.minus(duration(option, text));
      }
      return DATE.matcher(text).matches()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new UserMistake(
          option
              + ": must be a time such as 2026-11-21T05:14:50Z, a date such as 2026-11-21, or a time"
              + " back such as 12h or 7d");
    }
  }

  /** A number and its unit. */
  static Duration duration(String option, String text) {
    Matcher matcher = BACK.matcher(text);
    if (!matcher.matches()) {
      throw new UserMistake(option + ": must be a number of s, m, h, d or w, such as 90d");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }
}
