package dev.eventlogger.cli;

import dev.eventlogger.delivery.journal.JournalFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Commands about the files of a journal. */
@Command(
    name = "journal",
    description =
        "Looks into the journal of a log: the folder of its name in EVENT_DELIVERY.directory.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class JournalCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  @Command(
      name = "check",
      description = "Reads a journal in full and says what is in it. Changes nothing.",
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:The journal is whole.",
        "1:Some of it is damaged or missing.",
        "2:The command could not start."
      })
  int check(@Parameters(paramLabel = "DIR", description = "The journal's folder.") Path directory)
      throws IOException {
    JournalFiles.Finding finding = journal(directory).check();
    PrintWriter out = spec.commandLine().getOut();
    finding.lines().forEach(out::println);
    return finding.isWhole() ? EventLoggerCommand.OK : EventLoggerCommand.SOME_REFUSED;
  }

  @Command(
      name = "dump",
      description = "Prints the events that wait in a journal, as lines of JSON. Changes nothing.",
      mixinStandardHelpOptions = true)
  int dump(
      @Parameters(paramLabel = "DIR", description = "The journal's folder.") Path directory,
      @Option(names = "--all", description = "Those too that are settled and still there.")
          boolean all)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    journal(directory).dump(all, event -> out.println(event.toJson()));
    return EventLoggerCommand.OK;
  }

  @Command(
      name = "repair",
      description = {
        "Writes the events that can be read of damaged files into new ones.",
        "Keeps the damaged files in the folder quarantine. Refused while the journal is in use."
      },
      mixinStandardHelpOptions = true)
  int repair(@Parameters(paramLabel = "DIR", description = "The journal's folder.") Path directory)
      throws IOException {
    JournalFiles journal = journal(directory);
    try {
      journal.repair().forEach(spec.commandLine().getOut()::println);
      return EventLoggerCommand.OK;
    } catch (IllegalArgumentException e) {
      throw new UserMistake(String.valueOf(e.getMessage()));
    }
  }

  private static JournalFiles journal(Path directory) throws IOException {
    if (!JournalFiles.isJournal(directory)) {
      throw new UserMistake(
          directory + ": is no journal; name the folder of a log in EVENT_DELIVERY.directory");
    }
    return new JournalFiles(directory);
  }
}
