package dev.eventlogger.benchmarks.report;

import java.util.Locale;

/** Numbers in a readable form. */
final class Numbers {

  private Numbers() {}

  /** A number with only as many digits as are meaningful. */
  static String text(double number) {
    if (Double.isNaN(number)) {
      return "–";
    }
    double size = Math.abs(number);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return size == 0 ? "0" : String.format(Locale.ROOT, format, number);
  }

  /** How many times as large one number is as the other. */
  static String ratio(double number, double other) {
    return Double.isNaN(number / other) ? "–" : text(number / other) + "×";
  }
}
