package dev.eventlogger;

import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.Problems;
import dev.eventlogger.config.Section;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.delivery.Delivery;
import dev.eventlogger.intake.Intake;
import dev.eventlogger.intake.Router;
import dev.eventlogger.intake.SchemaSettings;
import dev.eventlogger.intake.Schemas;
import dev.eventlogger.intake.context.ContextKeys;
import dev.eventlogger.intake.context.ContextSettings;
import dev.eventlogger.intake.context.ContextSource;
import dev.eventlogger.intake.policy.Policy;
import dev.eventlogger.intake.policy.PolicySettings;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts an event logger together from its configuration, gathering every mistake before it refuses.
 */
final class Startup {

  private static final System.Logger LOG = System.getLogger("dev.eventlogger");

  private Startup() {}

  static EventLogger open(EventLoggerConfig config, SinkCatalog sinks, ContextSource source) {
    config.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
    Problems problems = new Problems();
    LogStartup logs = LogStartup.open(config, sinks, problems);
    try {
      Front front = front(config, logs.router(), source, problems);
      problems.throwIfAny();
      Delivery delivery = new Delivery(logs.opened());
      Pipeline pipeline = new Pipeline(front.intake(), front.schemas(), delivery);
      Shutdown shutdown = new Shutdown(pipeline);
      shutdown.install();
      return new EventLogger(pipeline, shutdown::close, Map.of(), logs.router().all());
    } catch (RuntimeException | Error e) {
      logs.discard();
      throw e;
    }
  }

  static void check(EventLoggerConfig config, SinkCatalog sinks) {
    Problems problems = new Problems();
    LogStartup logs = LogStartup.check(config, sinks, problems);
    front(config, logs.router(), key -> null, problems);
    problems.throwIfAny();
  }

  /** What comes before delivery. */
  private record Front(Intake intake, Schemas schemas) {}

  private static @Nullable Front front(
      EventLoggerConfig config, Router router, ContextSource source, Problems problems) {
    Schemas schemas = problems.collect(() -> schemas(config.schemas()));
    Policy policy = problems.collect(() -> policy(config.policy()));
    ContextKeys keys = problems.collect(() -> contextKeys(config.context(), source));
    return schemas == null || policy == null || keys == null
        ? null
        : new Front(new Intake(keys, policy, router, schemas), schemas);
  }

  private static Schemas schemas(Section section) {
    SchemaSettings settings = section.as(SchemaSettings.class);
    Schemas schemas = new Schemas(settings);
    SchemaFiles.register(settings, schemas.registry(), section.place());
    return schemas;
  }

  private static Policy policy(Section section) {
    return new Policy(section.as(PolicySettings.class), Clock.systemUTC());
  }

  private static ContextKeys contextKeys(Section section, ContextSource source) {
    return new ContextKeys(
        section.as(ContextSettings.class), source, Clock.systemUTC(), System.getenv());
  }
}
