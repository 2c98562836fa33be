package dev.eventlogger.cli;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.config.FoundPlugin;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.query.StoreCatalog;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the available sinks, and the sinks and stores that are broken. */
@Command(
    name = "plugins",
    description = "Lists every sink found, where it comes from, and every broken one.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:No sink or store is broken.",
      "1:A sink or store is broken, or several have one name.",
      "2:The command could not start."
    })
final class PluginsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PluginsOption plugins;

  @Override
  public Integer call() {
    SinkCatalog catalog = plugins.catalog();
    PrintWriter out = Harmless.out(spec);
    List<FoundPlugin> sinks = catalog.sinks();
    int nameWidth = sinks.stream().mapToInt(sink -> sink.name().length()).max().orElse(1);
    for (FoundPlugin sink : sinks) {
      out.printf(
          Locale.ROOT,
          "%-" + nameWidth + "s  %s  %s  %s%n",
          sink.name(),
          requireNonNullElse(sink.version(), "(no version)"),
          sink.className(),
          sink.origin());
    }
    return printWrong(catalog, plugins.stores(), out)
        ? EventLoggerCommand.SOME_REFUSED
        : EventLoggerCommand.OK;
  }

  /** Prints what is wrong. Returns whether anything is. */
  private static boolean printWrong(SinkCatalog sinks, StoreCatalog stores, PrintWriter out) {
    Set<String> lines = new LinkedHashSet<>();
    sinks.duplicates().forEach(duplicate -> lines.add("duplicate: " + duplicate));
    stores.duplicates().forEach(duplicate -> lines.add("duplicate: " + duplicate));
    // A JAR that cannot be read appears among both, and is listed once.
    sinks.broken().forEach(broken -> lines.add("broken: " + broken));
    stores.broken().forEach(broken -> lines.add("broken: " + broken));
    lines.forEach(out::println);
    return !lines.isEmpty();
  }
}
