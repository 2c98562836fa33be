package dev.eventlogger.sink.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of rows in the text format of PostgreSQL's COPY: a line for each row, a tab
 * between values, {@code \N} for null; backslash, tab and line ends in a value are escaped (<a
 * href="https://www.postgresql.org/docs/current/sql-copy.html">its documentation</a>, "Text
 * Format").
 */
final class CopyText implements RowValues {

  private static final Instant FIRST_OF_OUR_ERA = Instant.parse("0001-01-01T00:00:00Z");
  private static final DateTimeFormatter BEFORE_OUR_ERA =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSX 'BC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder();
  private boolean isInRow;

  /** Ends the row. */
  void endRow() {
    text.append('\n');
    isInRow = false;
  }

  byte[] toBytes() {
    return text.toString().getBytes(UTF_8);
  }

  @Override
  public void id(UUID id) {
    plain(id);
  }

  @Override
  public void time(Instant time) {
    plain(time.isBefore(FIRST_OF_OUR_ERA) ? BEFORE_OUR_ERA.format(time) : time.toString());
  }

  @Override
  public void decimal(@Nullable BigDecimal number) {
    plain(number);
  }

  @Override
  public void integer(@Nullable Integer number) {
    plain(number);
  }

  @Override
  public void word(String word) {
    text(word);
  }

  @Override
  public void text(@Nullable String value) {
    plain(value == null ? null : escaped(value));
  }

  /** Writes a value that needs no escapes. */
  private void plain(@Nullable Object value) {
    if (isInRow) {
      text.append('\t');
    }
    isInRow = true;
    text.append(value == null ? "\\N" : value);
  }

  private static String escaped(String value) {
    boolean isPlain = true;
    for (int at = 0; at < value.length() && isPlain; at++) {
      isPlain = escape(value.charAt(at)) == 0;
    }
    if (isPlain) {
      return value;
    }
    StringBuilder escaped = new StringBuilder(value.length() + 16);
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      char escape = escape(c);
      if (escape == 0) {
        escaped.append(c);
      } else {
        escaped.append('\\').append(escape);
      }
    }
    return escaped.toString();
  }

  /**
   * The letter that stands for a character after a backslash; 0 if the character needs no escape.
   */
  private static char escape(char c) {
    return switch (c) {
      case '\\' -> '\\';
      case '\t' -> 't';
      case '\n' -> 'n';
      case '\r' -> 'r';
      default -> 0;
    };
  }
}
