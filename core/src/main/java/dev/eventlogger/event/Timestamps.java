package dev.eventlogger.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Date;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as text, and back. */
final class Timestamps {

  /** RFC 3339 has four digits for the year. */
  static final long FIRST_SECOND = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();

  static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  // Jupyter wrote "2026-11-21T05:14:50.376408+00:00Z": an offset and then a Z.
  private static final Pattern JUPYTER_END = Pattern.compile("[+-]\\d\\d:\\d\\dZ$");

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int LONGEST = 64;

  private Timestamps() {}

  /**
   * RFC 3339 in UTC with six digits after the second, such as {@code 2026-11-21T05:14:50.376408Z}.
   */
  static String micros(Instant instant) {
    return MICROS.format(instant);
  }

  /** A date or time as RFC 3339 text; without a zone, as the ISO 8601 text it is. */
  @SuppressWarnings("JavaUtilDate") // an application may well put one into an event
  static String text(Object value) {
    if (value instanceof Date date) {
      return Instant.ofEpochMilli(date.getTime()).toString();
    }
    if (value instanceof ZonedDateTime zoned) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(zoned);
    }
    if (value instanceof OffsetDateTime time) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }
    return value.toString();
  }

  /**
   * Reads RFC 3339 with any offset, epoch milliseconds, and Jupyter's offset followed by Z.
   *
   * @return null if the value is none of these, or outside of the years 0000 to 9999
   */
  static @Nullable Instant read(Object value) {
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
    boolean isJupyters = JUPYTER_END.matcher(text).find();
    String rfc3339 = isJupyters ? text.substring(0, text.length() - 1) : text;
    try {
      var parsed = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(rfc3339);
      return Instant.ofEpochSecond(
          parsed.getLong(ChronoField.INSTANT_SECONDS), parsed.get(ChronoField.NANO_OF_SECOND));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
