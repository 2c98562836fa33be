package dev.eventlogger.cli;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.formats.EventReader;
import dev.eventlogger.server.forecast.DryRun;
import dev.eventlogger.server.forecast.Forecast;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what would become of the events of a file or of standard input. */
@Command(
    name = "explain",
    description = {
      "Says what would become of events: which rule filters or samples each, whether it is valid, "
          + "what of it is redacted, and to which logs it goes.",
      "Events are lines of JSON, as for the command log. Opens no log, delivers nothing, and "
          + "prints no value of an event. Context keys that an application answers are empty here."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Every event would be accepted, or filtered by a rule.",
      "1:Some events would be refused.",
      "2:The command could not start."
    })
final class ExplainCommand implements Callable<Integer> {

  /** The format of an explanation. */
  enum Format {
    /** For people. */
    TEXT,
    /** As a line of JSON for each event. */
    JSON
  }

  @Spec private CommandSpec spec;
  @Mixin private ConfigOption config;
  @Mixin private PluginsOption plugins;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How to say it: ${COMPLETION-CANDIDATES}. Default: TEXT.")
  private Format format = Format.TEXT;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "-",
      description = "Lines of JSON; - or nothing is standard input.")
  private Path file;

  private boolean someRefused;

  @Override
  public Integer call() throws IOException {
    CommandLine command = spec.commandLine();
    EventsInput input = EventsInput.of(file);
    EventLoggerConfig loaded = config.load();
    loaded.warnings().forEach(command.getErr()::println);
    DryRun dryRun = DryRun.of(loaded, plugins.catalog());
    input.forEach(
        new EventReader(false),
        (line, reading, progress) -> {
          Forecast forecast = dryRun.forecast(reading);
          progress.clear();
          print(line, forecast);
        });
    return someRefused ? EventLoggerCommand.SOME_REFUSED : EventLoggerCommand.OK;
  }

  private void print(long line, Forecast forecast) {
    someRefused |= forecast.outcome() instanceof Outcome.Invalid;
    switch (format) {
      case TEXT -> ForecastReport.text(line, forecast).forEach(Harmless.out(spec)::println);
      case JSON -> Harmless.data(spec).println(ForecastReport.json(line, forecast));
    }
  }
}
