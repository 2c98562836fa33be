package dev.eventlogger;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.config.SinkCatalog;
import dev.eventlogger.intake.context.ContextSource;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.EventCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens an event logger with what the application brings itself. Only a configuration is required.
 * For one thread.
 */
public final class EventLoggerBuilder {

  private final List<BaseEventLogger> sinks = new ArrayList<>();
  private @Nullable EventLoggerConfig config;
  private @Nullable SinkCatalog catalog;
  private ContextSource source = ContextSource.NONE;
  private @Nullable EventCheck check;
  private @Nullable DataSource outbox;
  private boolean closeOnShutdown = true;

  EventLoggerBuilder() {}

  /** What it is like. */
  public EventLoggerBuilder config(EventLoggerConfig config) {
    this.config = requireNonNull(config, "config");
    return this;
  }

  /**
   * The YAML file that says what it is like, which is read now.
   *
   * @throws ConfigException for all that is wrong with the file as such
   */
  public EventLoggerBuilder config(Path yaml) {
    return config(EventLoggerConfig.load(yaml));
  }

  /**
   * Adds sinks that the application made, each for one log that names it. They win over those of
   * the catalog.
   */
  public EventLoggerBuilder sinks(BaseEventLogger... sinks) {
    this.sinks.addAll(List.of(sinks));
    return this;
  }

  /** Where other sinks are looked for; by default, on the class path. */
  public EventLoggerBuilder catalog(SinkCatalog catalog) {
    this.catalog = requireNonNull(catalog, "catalog");
    return this;
  }

  /** What is asked for the values of context keys, on the thread that logs; by default, nothing. */
  public EventLoggerBuilder contextSource(ContextSource source) {
    this.source = requireNonNull(source, "source");
    return this;
  }

  /**
   * What checks events against their schemas: {@code Schemas} of the module {@code schema}, with
   * what was registered in code. By default, what {@code EVENT_SCHEMAS} describes, which must be
   * absent if this is given. Belongs to this event logger, which closes it.
   */
  public EventLoggerBuilder eventCheck(EventCheck check) {
    this.check = requireNonNull(check, "check");
    return this;
  }

  /**
   * Connections to the database whose transactions events are added to by {@link Events#in}; the
   * application's, which stay its own to close. There is an outbox then, as {@code EVENT_OUTBOX}
   * describes it. By default, there is one if that section is in the configuration, and its {@code
   * url} says where.
   */
  public EventLoggerBuilder outbox(DataSource connections) {
    this.outbox = requireNonNull(connections, "connections");
    return this;
  }

  /**
   * Whether it is closed when the JVM shuts down, by a hook of its own; true by default. A server
   * with a graceful shutdown says false, and closes it after its last request.
   */
  public EventLoggerBuilder closeOnShutdown(boolean closeOnShutdown) {
    this.closeOnShutdown = closeOnShutdown;
    return this;
  }

  /**
   * Opens it.
   *
   * @throws ConfigException for all that is wrong with the configuration
   * @throws IllegalStateException if there is none
   */
  public EventLogger open() {
    if (config == null) {
      throw new IllegalStateException(
          "an event logger needs a configuration; give it to config(), as a file or as"
              + " EventLoggerConfig.of(values)");
    }
    SinkCatalog found = catalog == null ? SinkCatalog.ofClassPath() : catalog;
    return Startup.open(
        config,
        found.with(sinks),
        source,
        check,
        new Outboxes(config.outbox(), outbox),
        closeOnShutdown);
  }
}
