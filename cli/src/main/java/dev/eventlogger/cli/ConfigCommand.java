package dev.eventlogger.cli;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Commands about the configuration. */
@Command(
    name = "config",
    description = "Checks and explains the configuration.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new MissingCommandException(spec.commandLine());
  }

  @Command(
      name = "check",
      description = {
        "Says what is in force, with secrets masked, or everything that is wrong.",
        "Opens nothing and writes nothing."
      },
      mixinStandardHelpOptions = true)
  int check(@Mixin ConfigOption option, @Mixin PluginsOption plugins) {
    CommandLine command = spec.commandLine();
    EventLoggerConfig config = option.load();
    PrintWriter out = Harmless.out(spec);
    config.warnings().forEach(command.getErr()::println);
    EventLogger.check(config, plugins.catalog());
    config.explain().forEach(out::println);
    return EventLoggerCommand.OK;
  }
}
