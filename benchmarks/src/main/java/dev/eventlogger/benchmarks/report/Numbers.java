package dev.eventlogger.benchmarks.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {

  private Numbers() {}

  /** With as many digits as are worth reading. */
  static String text(double number) {
    if (Double.isNaN(number)) {
      return "–";
    }
    double size = Math.abs(number);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return size == 0 ? "0" : String.format(Locale.ROOT, format, number);
  }

  /** How many times one is the other. */
  static String ratio(double number, double other) {
    return Double.isNaN(number / other) ? "–" : text(number / other) + "×";
  }
}
