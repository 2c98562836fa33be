package dev.eventlogger.cli;

import dev.eventlogger.spi.OneLine;
import dev.eventlogger.spi.Suggestions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reports a mistake in a command line in two lines: what it is and what was perhaps meant, and
 * where to read more. Immutable.
 */
final class UsageMistakes implements IParameterExceptionHandler {

  UsageMistakes() {}

  @Override
  public int handleParseException(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    if (mistake instanceof MissingCommandException) {
      err.println(command.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing());
      err.println();
    }
    err.println(name + ": " + OneLine.escape(words(mistake, command)));
    if (!(mistake instanceof MissingCommandException)) {
      err.println("see " + name + " --help");
    }
    return EventLoggerCommand.CANNOT_START;
  }

  private static String words(ParameterException mistake, CommandLine command) {
    if (!(mistake instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return String.valueOf(mistake.getMessage());
    }
    String first = unmatched.getUnmatched().get(0);
    if (unmatched.isUnknownOption()) {
      String option = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
      return "unknown option " + option + Suggestions.didYouMean(option, options(command));
    }
    List<String> commands = new ArrayList<>(command.getSubcommands().keySet());
    return commands.isEmpty()
        ? "one word too many: \"" + first + "\""
        : "unknown command \""
            + first
            + "\""
            + Suggestions.didYouMean(first, commands)
            + " (known: "
            + String.join(", ", commands)
            + ")";
  }

  private static Set<String> options(CommandLine command) {
    return new TreeSet<>(command.getCommandSpec().optionsMap().keySet());
  }
}
