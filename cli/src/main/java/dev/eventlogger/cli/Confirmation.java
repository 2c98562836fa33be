package dev.eventlogger.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;

/** Asks before something is removed for good. */
final class Confirmation {

  private Confirmation() {}

  /** Requires somebody to ask, unless asking is not needed. */
  static void require(String command, boolean isConfirmed, boolean dryRun) {
    if (!isConfirmed && !dryRun && !Terminal.isInteractive()) {
      throw new UserMistake(
          command + ": removes events for good; add --yes, or --dry-run to count them");
    }
  }

  /** Asks on the terminal; anything but yes is no. */
  static boolean ask(String question, PrintWriter terminal) throws IOException {
    terminal.print(question + " [y/N] ");
    terminal.flush();
    // Not closed: standard input is not ours.
    String answer =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
    String word = answer == null ? "" : answer.strip().toLowerCase(Locale.ROOT);
    return word.equals("y") || word.equals("yes");
  }
}
