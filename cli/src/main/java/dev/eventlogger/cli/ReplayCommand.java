package dev.eventlogger.cli;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.LogConfig;
import dev.eventlogger.delivery.DeadLetterFolder;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.delivery.LogLedger;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends dead letters again. */
@Command(
    name = "replay",
    description = {
      "Sends dead letters again, each to the log it was for, with its id.",
      "First closes the files that are written to: an event logger that is at work begins others."
          + " What is delivered is taken out of its file, what is refused again becomes a dead"
          + " letter again, and what cannot be sent stays. If this is interrupted, nothing is lost,"
          + " and at worst an event is sent twice.",
      "An application may be at work with the same configuration, unless one of its logs has a"
          + " seal, or a destination is for one process alone, as a file is: then stop it first."
          + " What a sealed log delivers here is sealed, in an epoch of its own.",
      "Events that do not meet their schema (--log _invalid) are logged again, to every log that "
          + "wants them."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Every dead letter was delivered.",
      "1:Some were refused again, or stay.",
      "2:The command could not start."
    })
final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private DeadLettersOption letters;
  @Mixin private ConfigOption config;
  @Mixin private PluginsOption plugins;

  @Option(names = "--dry-run", description = "Only says what would be sent.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    EventLoggerConfig loaded = config.load();
    List<String> logs = logs(loaded);
    if (letters.log() != null && !logs.contains(letters.log())) {
      throw new UserMistake(
          "--log: there is no log \""
              + letters.log()
              + "\" (there is: "
              + String.join(", ", logs)
              + ")");
    }
    boolean isClean = true;
    for (DeadLetterFolder folder : letters.folders(loaded)) {
      isClean &= dryRun ? count(folder, logs) : replay(folder, loaded, logs);
    }
    return isClean ? EventLoggerCommand.OK : EventLoggerCommand.SOME_REFUSED;
  }

  private static List<String> logs(EventLoggerConfig config) {
    List<String> logs = new ArrayList<>(config.logs().stream().map(LogConfig::name).toList());
    logs.add(DeadLetterFolder.INVALID_EVENTS);
    return logs;
  }

  /**
   * Replays a folder with an event logger of its own, since another one may be using the folder:
   * without journals, as the events stay in files until they are delivered, and with dead letters
   * in a folder that nobody else writes to.
   */
  private boolean replay(DeadLetterFolder folder, EventLoggerConfig loaded, List<String> logs)
      throws IOException {
    try (ReplayFolder own = ReplayFolder.claim(folder)) {
      folder.takeOver(own.letters());
      if (letters.logs(folder).isEmpty()) {
        err().println(letters.none(List.of(folder)));
        return true;
      }
      String path = own.letters().path().toString();
      EventLoggerConfig patient =
          loaded
              .withoutOutbox()
              .withoutJournals()
              .overrideDelivery(Map.of("on_full", "block(" + 24 * 60 + "m)", "dead_letters", path));
      EventLogger events = EventLogger.builder().config(patient).catalog(plugins.catalog()).open();
      boolean isClean = true;
      try {
        for (String log : letters.logs(folder)) {
          isClean &= replay(folder, own.letters(), log, events, logs);
        }
      } finally {
        events.close();
        folder.takeOver(own.letters());
      }
      Ledger ledger = events.ledger();
      LedgerReport.text(ledger).forEach(err()::println);
      return isClean && dead(ledger) == 0;
    }
  }

  /** Prints what would be sent. Returns false if some of it would stay. */
  private boolean count(DeadLetterFolder folder, List<String> logs) throws IOException {
    boolean isClean = true;
    if (letters.logs(folder).isEmpty()) {
      err().println(letters.none(List.of(folder)));
    }
    for (String log : letters.logs(folder)) {
      for (Path file : folder.files(log)) {
        DeadLetterSummary summary = new DeadLetterSummary(log, file);
        DeadLetterLines.read(file, summary);
        isClean &= summary.isReadable() && logs.contains(log);
        Harmless.out(spec).println(words(summary, log, file, logs.contains(log)));
      }
    }
    return isClean;
  }

  private static String words(
      DeadLetterSummary summary, String log, Path file, boolean isConfigured) {
    String count = Terminal.count(summary.letters());
    String unreadable =
        summary.isReadable() ? "" : "; lines that would stay: " + summary.unreadable();
    return isConfigured
        ? "would send " + count + " to " + log + " from " + file + unreadable
        : count + " in " + file + " would stay: log " + log + " is not configured";
  }

  private boolean replay(
      DeadLetterFolder folder,
      DeadLetterFolder refusedAgain,
      String log,
      EventLogger events,
      List<String> logs)
      throws IOException {
    if (!logs.contains(log)) {
      err().println("log " + log + ": is not configured; its dead letters stay");
      return false;
    }
    folder.close(log);
    boolean isClean = true;
    for (Path file : folder.closed(log)) {
      isClean &= new Replay(events, log, file, err()).run(folder, refusedAgain);
    }
    return isClean;
  }

  private static long dead(Ledger ledger) {
    return ledger.logs().values().stream().mapToLong(LogLedger::dead).sum();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
