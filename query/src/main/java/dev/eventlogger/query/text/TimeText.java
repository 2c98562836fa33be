package dev.eventlogger.query.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses times as people write them. Thread-safe. */
public final class TimeText {

  private static final Pattern BACK = Pattern.compile("([0-9]{1,6})(s|m|min|h|d|w|mo|y)");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");
  private static final Pattern YEAR = Pattern.compile("[0-9]{4}");
  private static final Pattern LOCAL =
      Pattern.compile("([0-9-]{10})[ T]([0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?)");

  private TimeText() {}

  /**
   * Parses RFC 3339; a date, a month or a year (its start); a date and a time; {@code now}, {@code
   * today} or {@code yesterday}; or an age, counted back from now.
   *
   * @param zone of times that do not say theirs
   * @throws IllegalArgumentException if it is none of these
   */
  public static Instant parse(String text, Instant now, ZoneId zone) {
    try {
      return BACK.matcher(text).matches() ? back(text, now, zone) : at(text, now, zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "must be a time such as 2026-11-21T05:14:50Z, \"2026-11-21 05:14\", 2026-11-21, 2026-11"
              + " or today, or a time back such as 90min, 12h, 7d or 1mo",
          e);
    }
  }

  private static Instant at(String text, Instant now, ZoneId zone) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "now" -> now;
      case "today" -> start(today, zone);
      case "yesterday" -> start(today.minusDays(1), zone);
      default -> written(text, zone);
    };
  }

  private static Instant written(String text, ZoneId zone) {
    if (DATE.matcher(text).matches()) {
      return start(LocalDate.parse(text), zone);
    }
    if (MONTH.matcher(text).matches()) {
      return start(YearMonth.parse(text).atDay(1), zone);
    }
    if (YEAR.matcher(text).matches()) {
      return start(Year.parse(text).atDay(1), zone);
    }
    Matcher local = LOCAL.matcher(text);
    return local.matches()
        ? LocalDateTime.parse(local.group(1) + "T" + local.group(2)).atZone(zone).toInstant()
        : OffsetDateTime.parse(text.replace(' ', 'T'), DateTimeFormatter.ISO_OFFSET_DATE_TIME)
            .toInstant();
  }

  private static Instant start(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toInstant();
  }

  /**
   * The time that lies an age back from now: a number and its unit.
   *
   * @throws IllegalArgumentException if it is no age
   */
  public static Instant ago(String text, Instant now, ZoneId zone) {
    if (!BACK.matcher(text).matches()) {
      throw new IllegalArgumentException("must be a number of s, m, h, d, w, mo or y, such as 90d");
    }
    return back(text, now, zone);
  }

  /** Goes back by calendar units for days and longer. */
  private static Instant back(String text, Instant now, ZoneId zone) {
    Matcher matcher = BACK.matcher(text);
    if (!matcher.matches()) {
      throw new DateTimeException("no time back");
    }
    long count = Long.parseLong(matcher.group(1));
    ZonedDateTime from = now.atZone(zone);
    ZonedDateTime back =
        switch (matcher.group(2)) {
          case "s" -> from.minusSeconds(count);
          case "m", "min" -> from.minusMinutes(count);
          case "h" -> from.minusHours(count);
          case "d" -> from.minusDays(count);
          case "w" -> from.minusWeeks(count);
          case "mo" -> from.minusMonths(count);
          default -> from.minusYears(count);
        };
    return back.toInstant();
  }
}
