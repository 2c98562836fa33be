package dev.eventlogger.cli;

import java.io.PrintStream;
import java.util.Locale;

/** A line on the terminal that shows how far a long command has come. For one thread. */
final class Progress {

  private static final long EVERY_NANOS = 200_000_000;
  private static final int LINES_BETWEEN_LOOKS = 64;

  private final PrintStream terminal;
  private final boolean isTerminal;
  private final long total;
  private final String unit;
  private final int looksApart;
  private final long begun = System.nanoTime();
  private long shownAt = begun;
  private boolean isShown;

  private Progress(long total, String unit, int looksApart) {
    this.terminal = System.err;
    this.isTerminal = Terminal.isError();
    this.total = total;
    this.unit = unit;
    this.looksApart = looksApart;
  }

  /**
   * For lines of input; shown on standard error if that is a terminal, as the launcher says.
   *
   * @param total number of bytes to read; 0 if that is not known
   */
  static Progress onTerminal(long total) {
    return new Progress(total, "lines", LINES_BETWEEN_LOOKS);
  }

  /** For events whose total is not known. */
  static Progress ofEvents() {
    return new Progress(0, "events", 1);
  }

  /** For events that are being delivered. */
  static Progress ofDelivery() {
    return new Progress(0, "events delivered", 1);
  }

  /** For events that are being delivered and whose total is known. */
  static Progress ofDelivery(long total) {
    return new Progress(total, "events delivered", 1);
  }

  void at(long events) {
    at(events, 0);
  }

  void at(long lines, long passed) {
    if (!isTerminal || lines % looksApart != 0) {
      return;
    }
    long now = System.nanoTime();
    if (now - shownAt >= EVERY_NANOS) {
      shownAt = now;
      isShown = true;
      terminal.print("\r\u001B[K" + text(lines, passed, now - begun));
      terminal.flush();
    }
  }

  /** Removes the line, so that something else can be printed. */
  void clear() {
    if (isShown) {
      isShown = false;
      terminal.print("\r\u001B[K");
      terminal.flush();
    }
  }

  private String text(long lines, long passed, long nanos) {
    long perSecond = lines * 1_000_000_000L / Math.max(1, nanos);
    String rate = String.format(Locale.ROOT, "%,d %s, %,d/s", lines, unit, perSecond);
    return total > 0 ? rate + ", " + Math.min(100, passed * 100 / total) + " %" : rate;
  }
}
