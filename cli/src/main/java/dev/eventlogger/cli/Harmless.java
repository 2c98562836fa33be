package dev.eventlogger.cli;

import dev.eventlogger.spi.OneLine;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Text for people, in which whatever a terminal would interpret or not show is escaped, since it
 * may come from events, files and destinations. Line ends stay. Thread-safe.
 */
final class Harmless extends FilterWriter {

  private Harmless(Writer out) {
    super(out);
  }

  /** Writes such text to another writer, and flushes each line. */
  static PrintWriter to(PrintWriter out) {
    return new PrintWriter(new Harmless(out), true);
  }

  /** Standard output for people. */
  static PrintWriter out(CommandSpec command) {
    return to(command.commandLine().getOut());
  }

  /** Standard output for programs: unchanged, unless it goes to a terminal. */
  static PrintWriter data(CommandSpec command) {
    return Terminal.isOutput() ? out(command) : command.commandLine().getOut();
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    int end = offset + length;
    int from = offset;
    for (int newline; (newline = text.indexOf('\n', from)) >= 0 && newline < end; ) {
      boolean isPair = newline > from && text.charAt(newline - 1) == '\r';
      int lineEnd = isPair ? newline - 1 : newline;
      out.write(OneLine.escape(text.substring(from, lineEnd)));
      out.write(text, lineEnd, newline + 1 - lineEnd);
      from = newline + 1;
    }
    out.write(OneLine.escape(text.substring(from, end)));
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    write(new String(text, offset, length), 0, length);
  }

  @Override
  public void write(int c) throws IOException {
    write(String.valueOf((char) c), 0, 1);
  }
}
