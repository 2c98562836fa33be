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
import picocli.CommandLine.Spec;

/** Sends dead letters again. */
@Command(
    name = "replay",
    description = {
      "Sends dead letters again, each to the log it was for, with its id.",
      "First closes the files that are written to: an event logger that is at work begins others. "
          + "What is delivered is taken out of its file, what is refused again becomes a dead letter "
          + "again, and what cannot be sent stays. If this is interrupted, nothing is lost, and at "
          + "worst an event is sent twice.",
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
      isClean &= replay(folder, loaded, logs);
    }
    return isClean ? EventLoggerCommand.OK : EventLoggerCommand.SOME_REFUSED;
  }

  private static List<String> logs(EventLoggerConfig config) {
    List<String> logs = new ArrayList<>(config.logs().stream().map(LogConfig::name).toList());
    logs.add(DeadLetterFolder.INVALID_EVENTS);
    return logs;
  }

  /** With an event logger of its own, since what is refused again belongs into the same folder. */
  private boolean replay(DeadLetterFolder folder, EventLoggerConfig loaded, List<String> logs)
      throws IOException {
    EventLoggerConfig patient =
        loaded.overrideDelivery(
            Map.of("on_full", "block(" + 24 * 60 + "m)", "dead_letters", folder.path().toString()));
    EventLogger events = EventLogger.open(patient, plugins.catalog());
    long deadBefore = dead(events.ledger());
    boolean isClean = true;
    try {
      for (String log : letters.logs(folder)) {
        isClean &= replay(folder, log, events, logs);
      }
    } finally {
      events.close();
    }
    Ledger ledger = events.ledger();
    LedgerReport.text(ledger).forEach(err()::println);
    return isClean && dead(ledger) == deadBefore;
  }

  private boolean replay(DeadLetterFolder folder, String log, EventLogger events, List<String> logs)
      throws IOException {
    if (!logs.contains(log)) {
      err().println("log " + log + ": is not configured; its dead letters stay");
      return false;
    }
    folder.close(log);
    boolean isClean = true;
    for (Path file : folder.closed(log)) {
      isClean &= new Replay(events, log, file, err()).run(folder);
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
