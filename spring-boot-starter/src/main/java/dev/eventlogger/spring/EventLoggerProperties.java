package dev.eventlogger.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The starter's own settings. Those of the event logger stand beside them, as in {@code
 * docs/configuration.md}: {@code event-logger.logger-name}, {@code event-logger.loggers}, {@code
 * event-logger.delivery} …
 *
 * @param enabled whether there is an event logger at all
 * @param config a file with the event logger's configuration, instead of settings here
 * @param api which requests become events
 * @param audit whether Spring Boot's audit events become events
 */
@ConfigurationProperties("event-logger")
public record EventLoggerProperties(
    @DefaultValue("true") boolean enabled,
    @Nullable String config,
    @DefaultValue Api api,
    @DefaultValue Audit audit) {

  /**
   * Which requests become events.
   *
   * @param enabled whether any requests become events
   * @param actuator whether requests to the actuator become events
   * @param parameters the parameters of the URL that are kept; others may hold anything
   */
  public record Api(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("false") boolean actuator,
      @DefaultValue List<String> parameters) {}

  /**
   * What becomes of Spring Boot's audit events, such as sign-ins.
   *
   * @param enabled whether they become events of level AUDIT
   */
  public record Audit(@DefaultValue("true") boolean enabled) {}
}
