package dev.eventlogger.cli;

import dev.eventlogger.delivery.DeadLetterFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Commands about the events that were refused for good. */
@Command(
    name = "dead-letters",
    description = "Shows the events that their destination refused for good.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class DeadLettersCommand implements Runnable {

  /** How they are listed. */
  enum Format {
    /** As text. */
    TEXT,
    /** As one line of JSON for each file. */
    JSON
  }

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }

  @Command(
      name = "list",
      description = {
        "Lists the files of dead letters: how many, since when and until when, and why.",
        "Shows nothing of the events. An event logger may be at work meanwhile."
      },
      mixinStandardHelpOptions = true,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:Every line could be read.",
        "1:Some lines are no dead letters.",
        "2:The command could not start."
      })
  int list(
      @Mixin DeadLettersOption letters,
      @Mixin ConfigOption config,
      @Option(
              names = "--format",
              paramLabel = "FORM",
              defaultValue = "TEXT",
              description = "${COMPLETION-CANDIDATES}. Default: TEXT.")
          Format format)
      throws IOException {
    PrintWriter out = format == Format.TEXT ? Harmless.out(spec) : Harmless.data(spec);
    boolean isReadable = true;
    boolean isAny = false;
    List<DeadLetterFolder> folders = letters.folders(config);
    for (DeadLetterFolder folder : folders) {
      for (String log : letters.logs(folder)) {
        for (Path file : folder.files(log)) {
          DeadLetterSummary summary = new DeadLetterSummary(log, file);
          DeadLetterLines.read(file, summary);
          isReadable &= summary.isReadable();
          isAny = true;
          print(summary, format, out);
        }
      }
    }
    if (!isAny) {
      spec.commandLine().getErr().println(letters.none(folders));
    }
    return isReadable ? EventLoggerCommand.OK : EventLoggerCommand.SOME_REFUSED;
  }

  private static void print(DeadLetterSummary summary, Format format, PrintWriter out) {
    switch (format) {
      case TEXT -> summary.text().forEach(out::println);
      case JSON -> out.println(summary.json());
    }
  }
}
