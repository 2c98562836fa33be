package dev.eventlogger.cli;

import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.OneLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Formatter;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;

/**
 * Formats what the event logger and the sinks report: level and message on one line, and an
 * exception by its message, with a stack trace only if {@code --debug} asks for it. Thread-safe.
 */
public final class Diagnostics extends Formatter {

  /** Whether stack traces are printed. */
  static final String DEBUG = "eventlogger.debug";

  /** For {@code java.util.logging}. */
  public Diagnostics() {}

  /** Configures logging, unless the user did; the configuration is loaded when it is first used. */
  static void install() {
    if (System.getProperty("java.util.logging.config.file") == null
        && System.getProperty("java.util.logging.config.class") == null
        && System.getProperty("java.util.logging.SimpleFormatter.format") == null) {
      System.setProperty("java.util.logging.config.class", Setup.class.getName());
    }
  }

  /** Instantiated by {@code java.util.logging} when it starts. */
  public static final class Setup {

    /** Reads the settings. */
    public Setup() throws IOException {
      String settings =
          "handlers=java.util.logging.ConsoleHandler\n"
              + ".level=INFO\n"
              + "java.util.logging.ConsoleHandler.formatter="
              + Diagnostics.class.getName()
              + "\n";
      LogManager.getLogManager()
          .readConfiguration(
              new ByteArrayInputStream(settings.getBytes(StandardCharsets.ISO_8859_1)));
    }
  }

  @Override
  public String format(LogRecord record) {
    String line = record.getLevel().getName() + ": " + formatMessage(record);
    Throwable thrown = record.getThrown();
    if (thrown == null) {
      return OneLine.escape(line) + "\n";
    }
    if (!Boolean.getBoolean(DEBUG)) {
      return OneLine.escape(line + ": " + FailureWords.of(thrown)) + "\n";
    }
    StringWriter stack = new StringWriter();
    PrintWriter harmless = Harmless.to(new PrintWriter(stack));
    FailureWords.shown(thrown).printStackTrace(harmless);
    harmless.flush();
    // The tabs at the beginning of frames were escaped, too.
    return OneLine.escape(line) + "\n" + stack.toString().replace("\\u0009", "\t");
  }
}
