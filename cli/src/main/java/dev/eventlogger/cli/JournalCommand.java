package dev.eventlogger.cli;

import dev.eventlogger.event.Event;
import dev.eventlogger.journal.JournalFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    throw new MissingCommandException(spec.commandLine());
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
  int check(@Mixin JournalOption option) throws IOException {
    PrintWriter out = Harmless.out(spec);
    boolean isWhole = true;
    List<Path> directories = option.directories();
    for (Path directory : directories) {
      if (directories.size() > 1) {
        out.println(directory);
      }
      JournalFiles.Finding finding = new JournalFiles(directory).check();
      finding.lines().forEach(out::println);
      isWhole &= finding.isWhole();
    }
    return isWhole ? EventLoggerCommand.OK : EventLoggerCommand.SOME_REFUSED;
  }

  @Command(
      name = "dump",
      description = "Prints the events that wait in a journal, as lines of JSON. Changes nothing.",
      mixinStandardHelpOptions = true)
  int dump(
      @Mixin JournalOption option,
      @Option(names = "--all", description = "Those too that are settled and still there.")
          boolean all)
      throws IOException {
    PrintWriter out = Harmless.data(spec);
    for (Path directory : option.directories()) {
      new JournalFiles(directory)
          .dump(all, Event::ofCanonical, event -> out.println(event.toJson()));
    }
    return EventLoggerCommand.OK;
  }

  @Command(
      name = "repair",
      description = {
        "Writes the events that can be read of damaged files into new ones.",
        "Keeps the damaged files in the folder quarantine. Refused while the journal is in use."
      },
      mixinStandardHelpOptions = true)
  int repair(@Mixin JournalOption option) throws IOException {
    try {
      for (Path directory : option.directories()) {
        new JournalFiles(directory).repair().forEach(Harmless.out(spec)::println);
      }
      return EventLoggerCommand.OK;
    } catch (IllegalArgumentException e) {
      throw new UserMistake(String.valueOf(e.getMessage()));
    }
  }
}
