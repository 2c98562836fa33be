package dev.eventlogger.schema.registry;

/** Durations by appendix A of RFC 3339: {@code P1Y2M3DT4H5M6S}, {@code PT1H}, {@code P4W}. */
final class DurationFormat {

  private static final String DATE_UNITS = "YMD";
  private static final String TIME_UNITS = "HMS";

  private final String text;
  private int index;

  private DurationFormat(String text) {
    this.text = text;
  }

  static boolean isDuration(String text) {
    return new DurationFormat(text).isAll();
  }

  private boolean isAll() {
    if (!skip('P')) {
      return false;
    }
    int start = index;
    if (digits() && skip('W')) {
      return isAtEnd();
    }
    index = start;
    int dates = isAt('T') ? 0 : units(DATE_UNITS);
    if (dates < 0 || !skip('T')) {
      return dates > 0 && isAtEnd();
    }
    return units(TIME_UNITS) > 0 && isAtEnd();
  }

  /** How many numbers with consecutive units follow; -1 if anything else does. */
  private int units(String units) {
    int count = 0;
    int before = -1;
    while (!isAtEnd() && !isAt('T')) {
      if (!digits() || isAtEnd()) {
        return -1;
      }
      int unit = units.indexOf(text.charAt(index++));
      if (unit < 0 || (count > 0 && unit != before + 1)) {
        return -1;
      }
      before = unit;
      count++;
    }
    return count;
  }

  private boolean digits() {
    int start = index;
    while (!isAtEnd() && text.charAt(index) >= '0' && text.charAt(index) <= '9') {
      index++;
    }
    return index > start;
  }

  private boolean skip(char expected) {
    boolean isThere = isAt(expected);
    index += isThere ? 1 : 0;
    return isThere;
  }

  private boolean isAt(char expected) {
    return !isAtEnd() && text.charAt(index) == expected;
  }

  private boolean isAtEnd() {
    return index == text.length();
  }
}
