package dev.eventlogger.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars as SVG, readable on light and dark backgrounds.
 *
 * @param title what is shown, and in which unit
 */
record BarChart(String title, List<Bar> bars) {

  private static final int WIDTH = 760;
  private static final int LABELS = 260;
  private static final int ROW = 26;
  private static final int TOP = 40;
  private static final int NUMBERS = 90;

  /**
   * One bar.
   *
   * @param isOurs whether it has the colour of this library
   */
  record Bar(String label, double value, boolean isOurs) {}

  BarChart {
    bars = bars.stream().filter(bar -> !Double.isNaN(bar.value())).toList();
  }

  String toSvg() {
    int height = TOP + ROW * bars.size() + 10;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                + " font-size=\"13\" fill=\"#777\">%n<text x=\"8\" y=\"22\" font-size=\"15\">%s</text>%n",
            WIDTH,
            height,
            title));
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
    for (int row = 0; row < bars.size(); row++) {
      svg.append(row(bars.get(row), TOP + ROW * row, most));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String row(Bar bar, int y, double most) {
    double width = Math.max(1, bar.value() / most * (WIDTH - LABELS - NUMBERS));
    return String.format(
        Locale.ROOT,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
            + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"%s\"/>"
            + "<text x=\"%.1f\" y=\"%d\">%s</text>%n",
        LABELS - 8,
        y + 14,
        bar.label(),
        LABELS,
        y,
        width,
        bar.isOurs() ? "#2f7ed8" : "#9aa7b4",
        LABELS + width + 6,
        y + 14,
        Numbers.text(bar.value()));
  }
}
