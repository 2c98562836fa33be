package dev.eventlogger;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.LogConfig;
import dev.eventlogger.config.Problems;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.delivery.Delivery;
import dev.eventlogger.delivery.DeliverySettings;
import dev.eventlogger.delivery.NamedLog;
import dev.eventlogger.intake.Intake;
import dev.eventlogger.intake.context.ContextKeys;
import dev.eventlogger.intake.context.ContextSettings;
import dev.eventlogger.intake.context.ContextSource;
import dev.eventlogger.spi.EventCheck;
import dev.eventlogger.upkeep.EventReports;
import dev.eventlogger.upkeep.ReportSettings;
import dev.eventlogger.upkeep.RuntimePolicy;
import dev.eventlogger.upkeep.Upkeep;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Assembles an event logger from its configuration; gathers every mistake before it refuses. */
final class Startup {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger");

  private Startup() {}

  static EventLogger open(
      EventLoggerConfig config,
      SinkCatalog sinks,
      ContextSource source,
      @Nullable EventCheck given,
      Outboxes outboxes,
      boolean closeOnShutdown) {
    config.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
    Problems problems = new Problems();
    EventCheck check = problems.collect(() -> EventChecks.open(config.schemas(), given));
    LogStartup logs =
        check == null
            ? LogStartup.check(config, sinks, problems)
            : LogStartup.open(config, sinks, check, problems);
    problems.run(outboxes::check);
    try {
      Front front = front(config, check, logs, source, problems);
      Delivery delivery =
          new Delivery(logs.opened(), invalidEvents(config, front), outboxes.open());
      Pipeline pipeline = new Pipeline(front.intake(), front.check(), delivery);
      front.check().begin();
      String instance = UUID.randomUUID().toString();
      EventReports reports = reports(instance, front, delivery);
      Shutdown shutdown = new Shutdown(pipeline, new Upkeep(front.policy(), reports));
      if (closeOnShutdown) {
        shutdown.install();
      }
      return new EventLogger(pipeline, instance, front.policy(), shutdown, logs.router().all());
    } catch (RuntimeException | Error e) {
      logs.discard();
      throw e;
    }
  }

  static Intake check(EventLoggerConfig config, SinkCatalog sinks) {
    Problems problems = new Problems();
    EventCheck check = problems.collect(() -> EventChecks.open(config.schemas(), null));
    LogStartup logs = LogStartup.check(config, sinks, problems);
    config.checkSections(problems);
    problems.run(new Outboxes(config.outbox(), null)::check);
    return front(config, check, logs, ContextSource.NONE, problems).intake();
  }

  /**
   * Everything that comes before delivery.
   *
   * @param invalidEvents how invalid events are kept; null if they are not
   * @param reportLog the log that reports go to; null if there are none
   */
  private record Front(
      Intake intake,
      EventCheck check,
      RuntimePolicy policy,
      @Nullable DeliverySettings invalidEvents,
      ReportSettings reports,
      @Nullable String reportLog) {}

  private static @Nullable EventReports reports(String instance, Front front, Delivery delivery) {
    Duration every = front.reports().every();
    return front.reportLog() == null
        ? null
        : new EventReports(
            instance, front.intake(), delivery, front.reportLog(), every, Clock.systemUTC());
  }

  /** Throws if there are any problems, including those of the logs. */
  private static Front front(
      EventLoggerConfig config,
      @Nullable EventCheck check,
      LogStartup logs,
      ContextSource source,
      Problems problems) {
    RuntimePolicy policy = problems.collect(() -> RuntimePolicy.of(config, Clock.systemUTC()));
    ReportSettings reports = problems.collect(() -> reportSettings(config));
    ContextKeys keys = problems.collect(() -> contextKeys(config, source));
    DeliverySettings invalidEvents = keepingInvalidEvents(config, check, problems);
    problems.throwIfAny();
    EventCheck known = requireNonNull(check);
    RuntimePolicy rules = requireNonNull(policy);
    Intake intake = new Intake(requireNonNull(keys), rules.current(), logs.router(), known);
    ReportSettings reporting = requireNonNull(reports);
    return new Front(
        intake, known, rules, invalidEvents, reporting, reportLog(reporting, logs.readable()));
  }

  private static @Nullable String reportLog(ReportSettings reports, @Nullable String readable) {
    return reports.every().isZero() ? null : reports.log() != null ? reports.log() : readable;
  }

  private static ReportSettings reportSettings(EventLoggerConfig config) {
    ReportSettings reports = config.reports().as(ReportSettings.class);
    String log = reports.log();
    List<String> names = config.logs().stream().map(LogConfig::name).toList();
    if (log != null && !names.contains(log)) {
      throw config
          .reports()
          .refused("log: there is no such log (there is: " + String.join(", ", names) + ")");
    }
    return reports;
  }

  private static @Nullable DeliverySettings keepingInvalidEvents(
      EventLoggerConfig config, @Nullable EventCheck check, Problems problems) {
    DeliverySettings delivery =
        problems.collect(() -> config.delivery().as(DeliverySettings.class));
    boolean areKept = check != null && check.keepsInvalid();
    if (delivery == null || !areKept) {
      return null;
    }
    if (delivery.deadLetters() == null) {
      problems.add(
          config.schemas().place()
              + ".on_invalid: dead-letter needs a folder to keep them in; set"
              + " EVENT_DELIVERY.dead_letters");
    }
    return delivery;
  }

  private static @Nullable NamedLog invalidEvents(EventLoggerConfig config, Front front) {
    if (front.invalidEvents() == null) {
      return null;
    }
    try {
      return NamedLog.ofInvalidEvents(front.invalidEvents());
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException(
          List.of(config.delivery().place() + ": cannot be opened: " + e.getMessage()));
    }
  }

  private static ContextKeys contextKeys(EventLoggerConfig config, ContextSource source) {
    ContextSettings all = config.context().as(ContextSettings.class);
    for (LogConfig log : config.logs()) {
      ContextSettings own = log.context().as(ContextSettings.class);
      try {
        all = all.with(own);
      } catch (IllegalArgumentException e) {
        throw new ConfigException(List.of(log.context().place() + ": " + e.getMessage()));
      }
    }
    try {
      return new ContextKeys(all, source, Clock.systemUTC(), System.getenv());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of(config.context().place() + "." + e.getMessage()));
    }
  }
}
