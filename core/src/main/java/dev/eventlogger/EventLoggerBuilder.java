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
 * Opens an event logger with parts that the application brings itself. Only a configuration is
 * required. For one thread.
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

  /** Sets the configuration. */
  public EventLoggerBuilder config(EventLoggerConfig config) {
    this.config = requireNonNull(config, "config");
    return this;
  }

  /**
   * Sets the configuration to that of a YAML file, which is read now.
   *
   * @throws ConfigException for all that is wrong with the file as such
   */
  public EventLoggerBuilder config(Path yaml) {
    return config(EventLoggerConfig.load(yaml));
  }

  /**
   * Adds sinks that the application created, each for one log that names it. They take precedence
   * over those of the catalog.
   */
  public EventLoggerBuilder sinks(BaseEventLogger... sinks) {
    this.sinks.addAll(List.of(sinks));
    return this;
  }

  /** Sets where other sinks are looked up; by default, on the class path. */
  public EventLoggerBuilder catalog(SinkCatalog catalog) {
    this.catalog = requireNonNull(catalog, "catalog");
    return this;
  }

  /**
   * Sets what supplies the values of context keys, on the thread that logs; by default, nothing.
   */
  public EventLoggerBuilder contextSource(ContextSource source) {
    this.source = requireNonNull(source, "source");
    return this;
  }

  /**
   * Sets what checks events against their schemas. That is {@code Schemas} of the module {@code
   * schema}, with the schemas that were registered in code. By default, what {@code EVENT_SCHEMAS}
   * describes; that section must be absent if a check is given. The event logger owns the check,
   * and closes it.
   */
  public EventLoggerBuilder eventCheck(EventCheck check) {
    this.check = requireNonNull(check, "check");
    return this;
  }

  /**
   * Sets up an outbox, as {@code EVENT_OUTBOX} describes it, with the given connections. They are
   * to the database to whose transactions {@link Events#in} adds events. The application owns the
   * data source, and closes it. By default, there is an outbox if the configuration has that
   * section, and its {@code url} says where.
   */
  public EventLoggerBuilder outbox(DataSource connections) {
    this.outbox = requireNonNull(connections, "connections");
    return this;
  }

  /**
   * Sets whether a shutdown hook closes it when the JVM shuts down; true by default. A server with
   * a graceful shutdown sets false, and closes the event logger after its last request.
   */
  public EventLoggerBuilder closeOnShutdown(boolean closeOnShutdown) {
    this.closeOnShutdown = closeOnShutdown;
    return this;
  }

  /**
   * Opens the event logger.
   *
   * @throws ConfigException for all that is wrong with the configuration
   * @throws IllegalStateException if there is no configuration
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
