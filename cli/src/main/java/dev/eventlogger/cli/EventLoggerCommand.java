package dev.eventlogger.cli;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.OneLine;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command itself: its subcommands, its exit codes, and how it reports mistakes. */
@Command(
    name = "event-logger",
    description = {
      "Records events, checks them, and delivers them to the log a YAML file names.",
      "Reads, counts and removes events where the log can be read."
    },
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    subcommands = {
      LogCommand.class,
      ValidateCommand.class,
      ExplainCommand.class,
      PluginsCommand.class,
      ConfigCommand.class,
      DeadLettersCommand.class,
      ReplayCommand.class,
      JournalCommand.class,
      DoctorCommand.class,
      QueryCommand.class,
      UsageCommand.class,
      TailCommand.class,
      PurgeCommand.class,
      EraseCommand.class,
      GenerateCompletion.class,
      HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Everything was done.",
      "1:Some events were refused; standard error says which and why.",
      "2:The command could not start: a mistake in its options or in the configuration."
    })
public final class EventLoggerCommand implements Runnable {

  static final int OK = 0;
  static final int SOME_REFUSED = 1;
  static final int CANNOT_START = 2;

  // java.util.logging's: level, message and stack trace, without the time and the class.
  private static final String DIAGNOSTICS_FORM = "java.util.logging.SimpleFormatter.format";

  @Spec private CommandSpec spec;

  EventLoggerCommand() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    if (System.getProperty(DIAGNOSTICS_FORM) == null) {
      System.setProperty(DIAGNOSTICS_FORM, "%4$s: %5$s%6$s%n");
    }
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine command = new CommandLine(new EventLoggerCommand());
    command.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    command.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    command.setExecutionExceptionHandler(EventLoggerCommand::report);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    return command;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  private static int report(
      Exception failure, CommandLine command, CommandLine.ParseResult unused) {
    if (failure instanceof ConfigException mistakes) {
      mistakes.problems().forEach(command.getErr()::println);
      return CANNOT_START;
    }
    if (failure instanceof UserMistake mistake) {
      command.getErr().println(mistake.getMessage());
      return CANNOT_START;
    }
    if (failure instanceof UnsupportedQueryException unsupported) {
      command.getErr().println(unsupported.getMessage());
      return CANNOT_START;
    }
    if (failure instanceof StoreException) {
      command.getErr().println(OneLine.escape(String.valueOf(failure.getMessage())));
      return SOME_REFUSED;
    }
    // A fault; the messages of others may quote events.
    FailureWords.shown(failure).printStackTrace(command.getErr());
    return SOME_REFUSED;
  }
}
