package dev.eventlogger;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.LogConfig;
import dev.eventlogger.config.ModulePlugin;
import dev.eventlogger.config.PluginCall;
import dev.eventlogger.config.Problems;
import dev.eventlogger.config.Section;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.delivery.Delivery;
import dev.eventlogger.delivery.DeliverySettings;
import dev.eventlogger.delivery.NamedLog;
import dev.eventlogger.intake.Router;
import dev.eventlogger.intake.When;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.EventCheck;
import dev.eventlogger.spi.SinkConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the logs of a configuration, or only checks them. For one thread, once. */
final class LogStartup {

  // A sink may alter a table when it is opened, which takes longer than a batch.
  private static final int OPENING_CALLS = 5;

  // Where the call timeout is unknown, sinks must not refuse it as too short.
  private static final Duration LONGEST_CALL = Duration.ofDays(1);

  private final EventLoggerConfig config;
  private final SinkCatalog sinks;
  private final Opening opening;
  private final Problems problems;
  private final List<NamedLog> opened = new ArrayList<>();
  private final QueueMemory memory;
  private final List<When> whens = new ArrayList<>();
  private @Nullable String readable;

  private LogStartup(
      EventLoggerConfig config, SinkCatalog sinks, Opening opening, Problems problems) {
    this.config = config;
    this.sinks = sinks;
    this.opening = opening;
    this.problems = problems;
    memory = new QueueMemory(config.logs().size(), Runtime.getRuntime().maxMemory());
  }

  /** Opens every log that can be opened; {@link #discard} them if there are problems in the end. */
  static LogStartup open(
      EventLoggerConfig config, SinkCatalog sinks, EventCheck check, Problems problems) {
    Opening opening =
        (sink, log, delivery) -> openSink(sink, log, check, delivery, deliverySection(config, log));
    LogStartup logs = new LogStartup(config, sinks, opening, problems);
    config.logs().forEach(logs::add);
    logs.memory.warn(config.delivery().place());
    return logs;
  }

  /** Checks every log, and opens none. */
  static LogStartup check(EventLoggerConfig config, SinkCatalog sinks, Problems problems) {
    Opening checking = (sink, log, delivery) -> SettingsCheck.of(sink, log, delivery.callTimeout());
    LogStartup logs = new LogStartup(config, sinks, checking, problems);
    config.logs().forEach(logs::add);
    return logs;
  }

  /** The logs that are open, in the configured order. */
  List<NamedLog> opened() {
    return opened;
  }

  /** The first log that can be read back; null if there is none. */
  @Nullable String readable() {
    return readable;
  }

  /** Decides which of the logs want an event. */
  Router router() {
    return new Router(whens);
  }

  void discard() {
    opened.forEach(NamedLog::discard);
  }

  /**
   * What is done with a sink: it is opened, or only its settings are checked and there is no log.
   */
  private interface Opening {
    @Nullable NamedLog open(BaseEventLogger sink, LogConfig log, DeliverySettings delivery);
  }

  private void add(LogConfig log) {
    if (whens.size() == Delivery.MOST_LOGS) {
      problems.add(log.place() + ": there can be at most " + Delivery.MOST_LOGS + " logs");
      return;
    }
    When when = problems.collect(() -> when(log));
    whens.add(when != null ? when : When.ALWAYS);
    DeliverySettings delivery = problems.collect(() -> delivery(log));
    BaseEventLogger sink = problems.collect(() -> sinks.create(log.logger(), log.place()));
    if (sink == null) {
      return;
    }
    if (delivery == null) {
      // The log cannot start; report what is wrong with the sink's settings all the same.
      problems.collect(() -> SettingsCheck.of(sink, log, LONGEST_CALL));
      return;
    }
    Boolean isReadable = problems.collect(() -> isReadable(sink, log));
    if (readable == null && Boolean.TRUE.equals(isReadable)) {
      readable = log.name();
    }
    NamedLog named = problems.collect(() -> opening.open(sink, log, delivery));
    if (named != null) {
      opened.add(named);
    }
  }

  private DeliverySettings delivery(LogConfig log) {
    Section section = deliverySection(config, log);
    DeliverySettings delivery = section.as(DeliverySettings.class);
    checkSeal(log, delivery);
    return memory.bounded(section, delivery);
  }

  private static Section deliverySection(EventLoggerConfig config, LogConfig log) {
    return log.delivery().orElse(config.delivery());
  }

  private static When when(LogConfig log) {
    try {
      return When.of(log.when().values());
    } catch (ConfigException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of(log.when().place() + "." + e.getMessage()));
    }
  }

  private static boolean isReadable(BaseEventLogger sink, LogConfig log) {
    try {
      return sink.isReadable();
    } catch (RuntimeException | LinkageError e) {
      throw cannotOpen(log, e); // this is the plugin's code, just like open()
    }
  }

  private static NamedLog openSink(
      BaseEventLogger sink,
      LogConfig log,
      EventCheck check,
      DeliverySettings delivery,
      Section written) {
    SinkConfig settings =
        new RegisteredSchemas(new TimedSettings(log.settings(), delivery.callTimeout()), check);
    try {
      return PluginCall.within(
          delivery.callTimeout().multipliedBy(OPENING_CALLS),
          sink.getClass().getName() + ".open()",
          () ->
              NamedLog.open(
                  sink,
                  settings,
                  delivery,
                  written.values().get("batch_size") != null,
                  sealing(log)),
          NamedLog::discard);
    } catch (ConfigException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cannotOpen(log, e);
    } catch (Exception | LinkageError e) {
      throw cannotOpen(log, e);
    }
  }

  private static void checkSeal(LogConfig log, DeliverySettings delivery) {
    if (log.seal().isEmpty()) {
      return;
    }
    Section seal = log.seal().get();
    ModulePlugin.SEAL.find(seal).check(seal);
    if (delivery.directory() == null) {
      throw new ConfigException(
          List.of(
              seal.place()
                  + ": needs a journal, to know after a crash what is sealed; set"
                  + " EVENT_DELIVERY.directory"));
    }
  }

  private static NamedLog.@Nullable SealOpening sealing(LogConfig log) {
    if (log.seal().isEmpty()) {
      return null;
    }
    Section seal = log.seal().get();
    return (journal, mode) -> {
      try {
        return ModulePlugin.SEAL.find(seal).open(seal, journal, mode);
      } catch (ConfigException e) {
        throw e;
      } catch (IllegalArgumentException e) {
        throw seal.refused(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        ConfigException problem =
            new ConfigException(List.of(seal.place() + ": cannot be opened: " + e.getMessage()));
        problem.initCause(e);
        throw problem;
      }
    };
  }

  static ConfigException cannotOpen(LogConfig log, Throwable cause) {
    String words = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    ConfigException problem =
        cause instanceof IllegalArgumentException
            ? log.settings().refused(words)
            : new ConfigException(List.of(log.settings().place() + ": cannot be opened: " + words));
    problem.initCause(cause);
    return problem;
  }
}
