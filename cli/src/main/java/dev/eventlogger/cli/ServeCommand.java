package dev.eventlogger.cli;

import dev.eventlogger.config.EventLoggerConfig;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes events over HTTP until it is stopped. */
@Command(
    name = "serve",
    description = {
      "Takes events over HTTP, from the clients that people already have, and logs them.",
      "EVENT_SERVER in the configuration says where it listens and whom it lets in. Without a "
          + "configuration, events go into the embedded database event-logs in the current folder, "
          + "through a journal in events/journal, and only this machine may send them.",
      "Ctrl-C, or SIGTERM, stops it: requests that are being answered are, for at most stop_timeout, "
          + "and what was accepted is delivered, for at most close_timeout, or stays in the journal."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "1:It failed while it ran.",
      "2:It could not start.",
      "143:It was stopped by SIGTERM; 130 by Ctrl-C."
    })
final class ServeCommand implements Callable<Integer> {

  private static final String SECTION = "EVENT_SERVER";

  @Spec private CommandSpec spec;
  @Mixin private ConfigOption config;
  @Mixin private PluginsOption plugins;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description =
          "Where to listen; wins over EVENT_SERVER.address. Any other than loopback needs keys.")
  private @Nullable String address;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port; wins over EVENT_SERVER.port. 0 is any that is free. Default: 8787.")
  private @Nullable Integer port;

  @Override
  public Integer call() throws InterruptedException {
    EventLoggerConfig settings =
        config.loadOr(ServeCommand::embedded).override(SECTION, fromOptions());
    PrintWriter err = spec.commandLine().getErr();
    settings.warnings().forEach(err::println);
    try (ServerRun run = ServerRun.open(settings, plugins.catalog(), plugins.stores(), err)) {
      err.println("listening on " + run.uri() + ", to log to " + names(settings));
      run.await();
    }
    return EventLoggerCommand.OK;
  }

  private Map<String, Object> fromOptions() {
    Map<String, Object> winners = new LinkedHashMap<>();
    if (address != null) {
      winners.put("address", address);
    }
    if (port != null) {
      winners.put("port", port);
    }
    return winners;
  }

  private static EventLoggerConfig embedded() {
    return EventLoggerConfig.of(
        Map.of(
            "EVENT_LOGGER_NAME",
            "db",
            "EVENT_DELIVERY",
            Map.of("directory", "events/journal", "linger", "200ms"),
            SECTION,
            Map.of("secret_file", "events/server.secret")));
  }

  private static String names(EventLoggerConfig settings) {
    return String.join(", ", settings.logs().stream().map(log -> log.name()).toList());
  }
}
