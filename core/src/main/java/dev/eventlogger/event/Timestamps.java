package dev.eventlogger.event;

import static java.util.Objects.requireNonNullElse;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts times to text and back. */
public final class Timestamps {

  /** RFC 3339 has four digits for the year. */
  static final long FIRST_SECOND = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();

  static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  // Digits of a fraction after the ninth are ignored. Jupyter wrote
  // "2026-11-21T05:14:50.376408+00:00Z".
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "(?<time>\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d)"
              + "(?:(?<fraction>\\.\\d{1,9})\\d*)?"
              + "(?:[Zz]|(?<offset>[+-]\\d\\d:\\d\\d)Z?)");

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int LONGEST = 64;

  private Timestamps() {}

  /**
   * RFC 3339 in UTC with six digits after the second, such as {@code 2026-11-21T05:14:50.376408Z}.
   */
  public static String micros(Instant instant) {
    return MICROS.format(instant);
  }

  /** Returns a date or time as RFC 3339 text; one without a zone as ISO 8601 text. */
  @SuppressWarnings("JavaUtilDate") // applications do put Dates into events
  public static String text(Object value) {
    if (value instanceof Date date) {
      return instant(date).toString();
    }
    if (value instanceof ZonedDateTime zoned) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(zoned);
    }
    if (value instanceof OffsetDateTime time) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }
    return value.toString();
  }

  @SuppressWarnings("JavaUtilDate")
  private static Instant instant(Date date) {
    try {
      return date.toInstant(); // java.sql.Timestamp has nanoseconds
    } catch (UnsupportedOperationException e) {
      return Instant.ofEpochMilli(date.getTime()); // java.sql.Date and Time do not support it
    }
  }

  /**
   * Reads RFC 3339 with any offset, epoch milliseconds, and Jupyter's offset followed by Z.
   *
   * @return null if the value is none of these, or is outside the years 0000 to 9999
   */
  public static @Nullable Instant read(Object value) {
    Instant instant = null;
    if (value instanceof Long || value instanceof Integer) {
      instant = Instant.ofEpochMilli(((Number) value).longValue());
    } else if (value instanceof String text) {
      instant = parse(text);
    }
    return instant == null || !isRepresentable(instant) ? null : instant;
  }

  static boolean isRepresentable(Instant instant) {
    return instant.getEpochSecond() >= FIRST_SECOND && instant.getEpochSecond() <= LAST_SECOND;
  }

  private static @Nullable Instant parse(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    Instant usual = UsualTime.parse(text);
    if (usual != null) {
      return usual;
    }
    Matcher matcher = RFC_3339.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    String fraction = requireNonNullElse(matcher.group("fraction"), "");
    String offset = requireNonNullElse(matcher.group("offset"), "Z");
    try {
      return OffsetDateTime.parse(matcher.group("time") + fraction + offset).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
