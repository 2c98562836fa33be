package dev.eventlogger.cli;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.query.UnsupportedQueryException;
import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.OneLine;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
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
      VerifyCommand.class,
      ProveCommand.class,
      SealCommand.class,
      ServeCommand.class,
      ConsumeCommand.class,
      DemoCommand.class,
      KeysCommand.class,
      GenerateCompletion.class,
      HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Everything was done.",
      "1:Not all was done; standard error says what was not, and why.",
      "2:The command could not start: a mistake in its options or in the configuration."
    })
public final class EventLoggerCommand implements Runnable {

  static final int OK = 0;
  static final int SOME_REFUSED = 1;
  static final int CANNOT_START = 2;

  @Spec private CommandSpec spec;

  EventLoggerCommand() {}

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Prints where failures come from, as stack traces.")
  void debug(boolean isOn) {
    System.setProperty(Diagnostics.DEBUG, String.valueOf(isOn));
  }

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    Diagnostics.install();
    StandardOutput output = StandardOutput.install();
    int exitCode = refuseWhatWasNotRead(args) ? CANNOT_START : commandLine().execute(args);
    System.out.flush();
    String problem = output.problem();
    if (problem != null) {
      System.err.println(OneLine.escape(problem));
      exitCode = Math.max(exitCode, SOME_REFUSED);
    }
    System.exit(exitCode);
  }

  private static boolean refuseWhatWasNotRead(String[] args) {
    String encoding = System.getProperty("sun.jnu.encoding", "UTF-8");
    String problem = Arguments.problem(List.of(args), encoding);
    problem = problem == null ? Arguments.problem(System.getenv()) : problem;
    if (problem != null) {
      System.err.println("event-logger: " + problem);
    }
    return problem != null;
  }

  static CommandLine commandLine() {
    CommandLine command = new CommandLine(new EventLoggerCommand());
    command.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    command.setErr(Harmless.to(new PrintWriter(System.err, true, StandardCharsets.UTF_8)));
    command.setExecutionExceptionHandler(EventLoggerCommand::report);
    command.setParameterExceptionHandler(new UsageMistakes());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    // An argument that begins with @ may be a value from an event; it does not name an argument
    // file.
    command.setExpandAtFiles(false);
    return command;
  }

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }

  private static int report(
      Exception failure, CommandLine command, CommandLine.ParseResult unused) {
    PrintWriter err = command.getErr();
    if (Boolean.getBoolean(Diagnostics.DEBUG)) {
      FailureWords.shown(failure).printStackTrace(err);
    }
    if (failure instanceof ConfigException mistakes) {
      mistakes.problems().forEach(err::println);
      return CANNOT_START;
    }
    err.println(words(failure));
    return failure instanceof UserMistake || failure instanceof UnsupportedQueryException
        ? CANNOT_START
        : SOME_REFUSED;
  }

  /** The messages of our own exceptions are complete; those of others need the class as well. */
  private static String words(Exception failure) {
    boolean isOurs =
        failure instanceof UserMistake
            || failure instanceof UnsupportedQueryException
            || failure instanceof StoreException;
    if (isOurs) {
      return OneLine.escape(String.valueOf(failure.getMessage()));
    }
    String advice = Boolean.getBoolean(Diagnostics.DEBUG) ? "" : " (--debug says where)";
    return OneLine.escape("failed: " + FailureWords.of(failure)) + advice;
  }
}
