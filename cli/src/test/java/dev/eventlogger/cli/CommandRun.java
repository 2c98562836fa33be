package dev.eventlogger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * One run of the command in this JVM, whose standard streams are redirected meanwhile, since sinks
 * print to them, too.
 */
record CommandRun(int exitCode, String out, String err) {

  static CommandRun of(Object... arguments) {
    return withInput(new byte[0], arguments);
  }

  /** With bytes on standard input. */
  static CommandRun withInput(byte[] input, Object... arguments) {
    InputStream in = System.in;
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    System.setIn(new ByteArrayInputStream(input));
    System.setOut(new PrintStream(printed, true, UTF_8));
    System.setErr(new PrintStream(complained, true, UTF_8));
    try {
      String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
      int exitCode = EventLoggerCommand.commandLine().execute(words);
      return new CommandRun(exitCode, printed.toString(UTF_8), complained.toString(UTF_8));
    } finally {
      System.setIn(in);
      System.setOut(out);
      System.setErr(err);
    }
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  List<String> errLines() {
    return err.lines().toList();
  }
}
