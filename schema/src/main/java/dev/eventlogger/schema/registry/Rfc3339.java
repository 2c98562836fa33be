package dev.eventlogger.schema.registry;

/** Dates and times of RFC 3339, checked without allocation. */
final class Rfc3339 {

  private static final int DATE_LENGTH = 10;
  private static final int MINUTES_OF_DAY = 24 * 60;

  /** Stands for no offset; any other is less than a day. */
  private static final int NONE = Integer.MAX_VALUE;

  private Rfc3339() {}

  /** A date and time with zone: {@code 2026-11-21T05:14:50.376408+01:00}. */
  static boolean isDateTime(String text) {
    return text.length() > DATE_LENGTH
        && isDate(text, DATE_LENGTH)
        && (text.charAt(DATE_LENGTH) == 'T' || text.charAt(DATE_LENGTH) == 't')
        && isTime(text, DATE_LENGTH + 1);
  }

  /** A time with zone: {@code 05:14:50.376408+01:00}. */
  static boolean isTime(String text) {
    return isTime(text, 0);
  }

  /** Accepts a leap second only where there may be one: at 23:59 in UTC. */
  private static boolean isTime(String text, int start) {
    int end = start + 8;
    boolean hasParts =
        text.length() > end
            && isNumber(text, start, 23)
            && text.charAt(start + 2) == ':'
            && isNumber(text, start + 3, 59)
            && text.charAt(start + 5) == ':'
            && isNumber(text, start + 6, 60);
    if (!hasParts) {
      return false;
    }
    int offset = offset(text, fractionEnd(text, end));
    if (offset == NONE || number(text, start + 6) < 60) {
      return offset != NONE;
    }
    int minutes = number(text, start) * 60 + number(text, start + 3) - offset;
    return Math.floorMod(minutes, MINUTES_OF_DAY) == MINUTES_OF_DAY - 1;
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

  /** The end of the fraction of a second, or -1 if it has no digits. */
  private static int fractionEnd(String text, int start) {
    if (text.charAt(start) != '.') {
      return start;
    }
    int end = start + 1;
    while (end < text.length() && digit(text, end) >= 0) {
      end++;
    }
    return end > start + 1 ? end : -1;
  }

  /** The offset from UTC at the end of the text, in minutes. */
  private static int offset(String text, int start) {
    if (start < 0 || start >= text.length()) {
      return NONE;
    }
    char sign = text.charAt(start);
    if (sign == 'Z' || sign == 'z') {
      return text.length() == start + 1 ? 0 : NONE;
    }
    boolean isOffset =
        (sign == '+' || sign == '-')
            && text.length() == start + 6
            && isNumber(text, start + 1, 23)
            && text.charAt(start + 3) == ':'
            && isNumber(text, start + 4, 59);
    if (!isOffset) {
      return NONE;
    }
    int minutes = number(text, start + 1) * 60 + number(text, start + 4);
    return sign == '+' ? minutes : -minutes;
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
