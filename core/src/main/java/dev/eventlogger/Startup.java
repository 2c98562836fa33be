package dev.eventlogger;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.LogConfig;
import dev.eventlogger.config.Problems;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.delivery.Delivery;
import dev.eventlogger.delivery.DeliverySettings;
import dev.eventlogger.delivery.NamedLog;
import dev.eventlogger.intake.Intake;
import dev.eventlogger.intake.Router;
import dev.eventlogger.intake.When;
import dev.eventlogger.spi.BaseEventLogger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts an event logger together from its configuration, gathering every mistake before it refuses.
 * For one thread, once.
 */
final class Startup {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger");

  private final EventLoggerConfig config;
  private final SinkCatalog sinks;
  private final Opening opening;
  private final Problems problems = new Problems();
  private final List<NamedLog> opened = new ArrayList<>();

  private Startup(EventLoggerConfig config, SinkCatalog sinks, Opening opening) {
    this.config = config;
    this.sinks = sinks;
    this.opening = opening;
  }

  static EventLogger open(EventLoggerConfig config, SinkCatalog sinks) {
    return new Startup(config, sinks, Startup::openSink).open();
  }

  static void check(EventLoggerConfig config, SinkCatalog sinks) {
    Startup check =
        new Startup(config, sinks, (sink, log, delivery) -> SettingsCheck.of(sink, log));
    check.readLogs();
    check.problems.throwIfAny();
  }

  private EventLogger open() {
    config.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
    List<When> whens = readLogs();
    try {
      problems.throwIfAny();
      return start(new Router(whens));
    } catch (RuntimeException e) {
      opened.forEach(NamedLog::discard);
      throw e;
    }
  }

  private List<When> readLogs() {
    List<When> whens = new ArrayList<>();
    for (LogConfig log : config.logs()) {
      When when = problems.collect(() -> when(log));
      whens.add(when != null ? when : When.ALWAYS);
      openLog(log);
    }
    return whens;
  }

  private EventLogger start(Router router) {
    Delivery delivery = new Delivery(opened);
    Shutdown shutdown = new Shutdown(delivery);
    shutdown.install();
    return new EventLogger(
        new Pipeline(new Intake(router), delivery), shutdown::close, Map.of(), router.all());
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

  private void openLog(LogConfig log) {
    DeliverySettings delivery =
        problems.collect(() -> log.delivery().orElse(config.delivery()).as(DeliverySettings.class));
    BaseEventLogger sink = problems.collect(() -> sinks.create(log.logger(), log.place()));
    if (sink == null) {
      return;
    }
    if (delivery == null) {
      // It will not start; what is wrong with the sink's settings is said all the same.
      problems.collect(() -> SettingsCheck.of(sink, log));
      return;
    }
    NamedLog named = problems.collect(() -> opening.open(sink, log, delivery));
    if (named != null) {
      opened.add(named);
    }
  }

  /**
   * What is done with a sink: opened, or only its settings checked, in which case there is no log.
   */
  private interface Opening {
    @Nullable NamedLog open(BaseEventLogger sink, LogConfig log, DeliverySettings delivery);
  }

  private static NamedLog openSink(BaseEventLogger sink, LogConfig log, DeliverySettings delivery) {
    try {
      return NamedLog.open(sink, log.settings(), delivery);
    } catch (ConfigException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cannotOpen(log, e);
    } catch (Exception | LinkageError e) {
      throw cannotOpen(log, e);
    }
  }

  static ConfigException cannotOpen(LogConfig log, Throwable cause) {
    String reason = cause instanceof IllegalArgumentException ? "" : "cannot be opened: ";
    ConfigException problem =
        new ConfigException(List.of(log.settings().place() + ": " + reason + cause.getMessage()));
    problem.initCause(cause);
    return problem;
  }
}
