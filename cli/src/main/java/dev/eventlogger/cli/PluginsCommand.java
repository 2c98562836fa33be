package dev.eventlogger.cli;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.config.FoundSink;
import dev.eventlogger.config.SinkCatalog;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the sinks that can be named, and those that are broken. */
@Command(
    name = "plugins",
    description = "Lists every sink found, where it comes from, and every broken one.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:No sink is broken.",
      "1:A sink is broken.",
      "2:The command could not start."
    })
final class PluginsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PluginsOption plugins;

  @Override
  public Integer call() {
    SinkCatalog catalog = plugins.catalog();
    PrintWriter out = spec.commandLine().getOut();
    List<FoundSink> sinks = catalog.sinks();
    int nameWidth = sinks.stream().mapToInt(sink -> sink.name().length()).max().orElse(1);
    for (FoundSink sink : sinks) {
      out.printf(
          "%-" + nameWidth + "s  %s  %s  %s%n",
          sink.name(),
          requireNonNullElse(sink.version(), "(no version)"),
          sink.className(),
          sink.origin());
    }
    catalog.duplicates().forEach(duplicate -> out.println("duplicate: " + duplicate));
    catalog.broken().forEach(broken -> out.println("broken: " + broken));
    boolean isFine = catalog.broken().isEmpty() && catalog.duplicates().isEmpty();
    return isFine ? EventLoggerCommand.OK : EventLoggerCommand.SOME_REFUSED;
  }
}
