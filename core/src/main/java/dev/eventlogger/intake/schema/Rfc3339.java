package dev.eventlogger.intake.schema;

/** Dates and times as RFC 3339 has them, without making anything on the way. */
final class Rfc3339 {

  private static final int DATE_LENGTH = 10;
  private static final int SECONDS_END = 19;
  private static final int MOST_FRACTION_DIGITS = 9;

  private Rfc3339() {}

  /**
   * A date and time with zone: {@code 2026-11-21T05:14:50.376408+01:00}. Stricter than the RFC in
   * what {@link java.time} cannot hold either: no leap second, at most nine digits of a second,
   * offsets up to 18 hours.
   */
  static boolean isDateTime(String text) {
    if (text.length() <= SECONDS_END
        || !isDate(text, DATE_LENGTH)
        || !isSeparator(text.charAt(10))) {
      return false;
    }
    boolean isTime =
        isNumber(text, 11, 23)
            && text.charAt(13) == ':'
            && isNumber(text, 14, 59)
            && text.charAt(16) == ':'
            && isNumber(text, 17, 59);
    return isTime && isOffset(text, fractionEnd(text));
  }

  /** A date: {@code 2026-11-21}. */
  static boolean isDate(String text) {
    return text.length() == DATE_LENGTH && isDate(text, DATE_LENGTH);
  }

  private static boolean isDate(String text, int end) {
    for (int index = 0; index < end; index++) {
      boolean isHyphen = index == 4 || index == 7;
      if (isHyphen ? text.charAt(index) != '-' : digit(text, index) < 0) {
        return false;
      }
    }
    int year = number(text, 0) * 100 + number(text, 2);
    int month = number(text, 5);
    int day = number(text, 8);
    return month >= 1 && month <= 12 && day >= 1 && day <= lengthOf(month, year);
  }

  private static int lengthOf(int month, int year) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static boolean isSeparator(char separator) {
    return separator == 'T' || separator == 't';
  }

  /** Where the fraction of the second ends, or -1 if it is none. */
  private static int fractionEnd(String text) {
    if (text.charAt(SECONDS_END) != '.') {
      return SECONDS_END;
    }
    int end = SECONDS_END + 1;
    while (end < text.length() && digit(text, end) >= 0) {
      end++;
    }
    int digits = end - SECONDS_END - 1;
    return digits >= 1 && digits <= MOST_FRACTION_DIGITS ? end : -1;
  }

  private static boolean isOffset(String text, int start) {
    if (start < 0 || start >= text.length()) {
      return false;
    }
    char sign = text.charAt(start);
    if (sign == 'Z' || sign == 'z') {
      return text.length() == start + 1;
    }
    if ((sign != '+' && sign != '-') || text.length() != start + 6) {
      return false;
    }
    boolean isTime =
        isNumber(text, start + 1, 18)
            && text.charAt(start + 3) == ':'
            && isNumber(text, start + 4, 59);
    return isTime && (number(text, start + 1) < 18 || number(text, start + 4) == 0);
  }

  private static boolean isNumber(String text, int at, int most) {
    return digit(text, at) >= 0 && digit(text, at + 1) >= 0 && number(text, at) <= most;
  }

  private static int number(String text, int at) {
    return digit(text, at) * 10 + digit(text, at + 1);
  }

  private static int digit(String text, int at) {
    char character = text.charAt(at);
    return character >= '0' && character <= '9' ? character - '0' : -1;
  }
}
