package dev.eventlogger.cli;

import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.joining;

import dev.eventlogger.cli.remote.RemoteEventStore;
import dev.eventlogger.cli.remote.RemoteServer;
import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.FoundPlugin;
import dev.eventlogger.config.LogConfig;
import dev.eventlogger.query.EventStore;
import dev.eventlogger.query.StoreCatalog;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.OneLine;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which log a command reads. */
final class StoreOptions {

  @Mixin private ServerOption server;
  @Mixin private ConfigOption config;
  @Mixin private PluginsOption plugins;

  @Option(
      names = "--log",
      paramLabel = "NAME",
      description =
          "The log to read. Default: the only one that can be read; of a server, its read_log.")
  private @Nullable String log;

  EventLoggerConfig config() {
    return config.load();
  }

  /** A log, with its store open. */
  record OpenLog(String name, EventStore store) implements AutoCloseable {

    @Override
    public void close() {
      store.close();
    }
  }

  /** Whether a server is asked, so that there is no configuration. */
  boolean isRemote() {
    return server.isThere();
  }

  OpenLog open() {
    return server
        .server()
        .map(remote -> new OpenLog(requireNonNullElse(log, "of " + remote), remote(remote)))
        .orElseGet(() -> open(config()));
  }

  private EventStore remote(RemoteServer remote) {
    return new RemoteEventStore(remote, log);
  }

  OpenLog open(EventLoggerConfig config) {
    StoreCatalog stores = plugins.stores();
    LogConfig chosen = log == null ? onlyOne(config, stores) : named(config, log);
    try {
      return new OpenLog(chosen.name(), stores.open(chosen));
    } catch (ConfigException e) {
      throw e;
    } catch (Exception e) {
      boolean isOurs = e instanceof StoreException || e instanceof IllegalArgumentException;
      String reason = OneLine.escape(isOurs ? String.valueOf(e.getMessage()) : FailureWords.of(e));
      throw new UserMistake(
          chosen.place() + ": log \"" + chosen.name() + "\": cannot be read: " + reason);
    }
  }

  private static LogConfig named(EventLoggerConfig config, String name) {
    return config.logs().stream()
        .filter(log -> log.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserMistake(
                    "--log: there is no log \""
                        + name
                        + "\" (there is: "
                        + names(config.logs())
                        + ")"));
  }

  private static LogConfig onlyOne(EventLoggerConfig config, StoreCatalog stores) {
    List<LogConfig> readable = config.logs().stream().filter(stores::has).toList();
    if (readable.size() > 1) {
      throw new UserMistake(
          "several logs can be read: " + names(readable) + "; name one with --log NAME");
    }
    if (readable.isEmpty()) {
      String known = stores.stores().stream().map(FoundPlugin::name).collect(joining(", "));
      throw new UserMistake(
          "no log can be read (there is: "
              + names(config.logs())
              + "); events are read from sinks with a store (found: "
              + (known.isEmpty() ? "none" : known)
              + ")");
    }
    return readable.get(0);
  }

  private static String names(List<LogConfig> logs) {
    return logs.stream().map(LogConfig::name).collect(joining(", "));
  }
}
