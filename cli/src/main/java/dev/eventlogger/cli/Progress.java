package dev.eventlogger.cli;

import java.io.PrintStream;
import java.util.Locale;

/** A line on the terminal that says how far a long command is. For one thread. */
final class Progress {

  private static final long EVERY_NANOS = 200_000_000;
  private static final int LINES_BETWEEN_LOOKS = 64;

  private final PrintStream terminal;
  private final boolean isTerminal;
  private final long totalBytes;
  private final long begun = System.nanoTime();
  private long shownAt = begun;
  private boolean isShown;

  private Progress(PrintStream terminal, boolean isTerminal, long totalBytes) {
    this.terminal = terminal;
    this.isTerminal = isTerminal;
    this.totalBytes = totalBytes;
  }

  /**
   * Shown on standard error if that is a terminal, as the launcher says.
   *
   * @param totalBytes all there is to read; 0 if that is not known
   */
  static Progress onTerminal(long totalBytes) {
    return new Progress(System.err, Boolean.getBoolean("eventlogger.terminal"), totalBytes);
  }

  void at(long lines, long bytes) {
    if (!isTerminal || lines % LINES_BETWEEN_LOOKS != 0) {
      return;
    }
    long now = System.nanoTime();
    if (now - shownAt >= EVERY_NANOS) {
      shownAt = now;
      isShown = true;
      terminal.print("\r\u001B[K" + text(lines, bytes, now - begun));
      terminal.flush();
    }
  }

  /** Takes the line away, so that something else can be printed. */
  void clear() {
    if (isShown) {
      isShown = false;
      terminal.print("\r\u001B[K");
      terminal.flush();
    }
  }

  private String text(long lines, long bytes, long nanos) {
    long perSecond = lines * 1_000_000_000L / Math.max(1, nanos);
    String rate = String.format(Locale.ROOT, "%,d lines, %,d/s", lines, perSecond);
    return totalBytes > 0 ? rate + ", " + Math.min(100, bytes * 100 / totalBytes) + " %" : rate;
  }
}
