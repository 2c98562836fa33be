package dev.eventlogger.cli;

import dev.eventlogger.EventLogger;
import dev.eventlogger.cli.remote.RemoteServer;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.formats.EventReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Logs the events of a file or of standard input. */
@Command(
    name = "log",
    description = {
      "Logs the events in a file or on standard input.",
      "Each is a line of JSON in one of four forms: canonical, Querybook's {uid, event_type, "
          + "event_data, timestamp}, Jupyter's {schema_id, version, data}, or CloudEvents.",
      "Waits while a log's queue is full, whatever on_full says: nothing is dropped. Ends when all "
          + "is delivered; if a destination fails for longer than close_timeout, keeps what is left "
          + "in a file of the current folder, or in the journal.",
      "Ctrl-C ends it after the line at work: what was logged is delivered for at most "
          + "close_timeout, and the rest kept likewise. A second Ctrl-C changes nothing."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Every event was accepted and delivered, or filtered by a rule.",
      "1:Some events were refused, or not delivered.",
      "2:The command could not start."
    })
final class LogCommand implements Callable<Integer> {

  /** How the ledger is printed at the end. */
  enum Summary {
    /** As text, on standard error. */
    TEXT,
    /** As one line of JSON, on standard output. */
    JSON,
    /** Not at all. */
    NONE
  }

  @Spec private CommandSpec spec;
  @Mixin private ServerOption server;
  @Mixin private ConfigOption config;
  @Mixin private PluginsOption plugins;

  @Option(
      names = "--trust-ids",
      description = "Keep the ids of the events. By default an id goes to context.source_id.")
  private boolean trustIds;

  @Option(
      names = "--summary",
      paramLabel = "FORM",
      description =
          "How the ledger is printed at the end: ${COMPLETION-CANDIDATES}. Default: TEXT, "
              + "on standard error. JSON is on standard output.")
  private Summary summary = Summary.TEXT;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "Lines of JSON; - or nothing is standard input.")
  private Path file;

  @Override
  public Integer call() throws IOException {
    EventsInput input = EventsInput.of(file);
    Optional<RemoteServer> remote = server.server();
    return remote.isPresent() ? send(input, remote.get()) : log(input);
  }

  private int send(EventsInput input, RemoteServer remote) throws IOException {
    if (trustIds) {
      throw new UserMistake("--trust-ids: a server keeps no ids from outside; leave it out");
    }
    RemoteLogging logging = new RemoteLogging(remote, input, spec.commandLine().getErr());
    boolean isClean = logging.run();
    switch (summary) {
      case TEXT -> spec.commandLine().getErr().println(logging.summary());
      case JSON -> Harmless.data(spec).println(logging.json());
      case NONE -> {}
    }
    return isClean ? EventLoggerCommand.OK : EventLoggerCommand.SOME_REFUSED;
  }

  private int log(EventsInput input) throws IOException {
    EventLoggerConfig waiting =
        config
            .load()
            .withoutOutbox()
            .overrideDelivery(Map.of("on_full", "block(" + 24 * 60 + "m)"));
    PrintWriter err = spec.commandLine().getErr();
    EventLogger events = EventLogger.builder().config(waiting).catalog(plugins.catalog()).open();
    try (LogRun run = new LogRun(events, waiting, input, err, this::print)) {
      input.forEach(
          new EventReader(trustIds),
          (line, reading, progress) -> report(line, run.log(line, reading), progress));
    }
    boolean isClean = LedgerReport.isClean(events.ledger());
    return isClean ? EventLoggerCommand.OK : EventLoggerCommand.SOME_REFUSED;
  }

  private void report(long line, Outcome outcome, Progress progress) {
    PrintWriter err = spec.commandLine().getErr();
    if (outcome instanceof Outcome.Invalid invalid) {
      progress.clear();
      invalid.problems().forEach(problem -> err.println("line " + line + ": " + problem));
    } else if (outcome instanceof Outcome.Dropped dropped && !isEnding(dropped)) {
      progress.clear();
      err.println("line " + line + ": dropped by " + dropped.logs() + ": " + dropped.reason());
    }
  }

  /**
   * Whether an event was dropped because the run is ending, which is reported once and not for each
   * line.
   */
  private static boolean isEnding(Outcome.Dropped dropped) {
    return dropped.reason() == Outcome.DropReason.CLOSED;
  }

  private void print(Ledger ledger) {
    switch (summary) {
      case TEXT -> LedgerReport.text(ledger).forEach(spec.commandLine().getErr()::println);
      case JSON -> Harmless.data(spec).println(LedgerReport.json(ledger));
      case NONE -> {}
    }
  }
}
