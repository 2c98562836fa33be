package dev.eventlogger.spring;

import dev.eventlogger.config.ConfigException;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.spring.config.ConfigurationLoader;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if a log is kept in the application's own database, as far as the settings tell.
 * Immutable.
 */
final class OnSharedLog extends SpringBootCondition implements ConfigurationCondition {

  private static final String OURS = "eventLoggerConfig";

  /** For Spring. */
  OnSharedLog() {}

  @Override
  public ConfigurationPhase getConfigurationPhase() {
    return ConfigurationPhase.REGISTER_BEAN;
  }

  @Override
  public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata bean) {
    ConditionMessage.Builder message = ConditionMessage.forCondition("log in the DataSource");
    ConfigurableListableBeanFactory factory = context.getBeanFactory();
    if (factory != null && !factory.containsBeanDefinition(OURS)) {
      return ConditionOutcome.match(message.because("the configuration is the application's"));
    }
    return hasLog(context)
        ? ConditionOutcome.match(message.because("a log of db names no url"))
        : ConditionOutcome.noMatch(message.because("no log of db is without a url"));
  }

  private static boolean hasLog(ConditionContext context) {
    try {
      EventLoggerConfig config =
          ConfigurationLoader.load(
              context.getEnvironment().getProperty("event-logger.config"),
              context.getEnvironment(),
              context.getResourceLoader());
      return !SharedConnections.logs(config).isEmpty();
    } catch (ConfigException e) {
      return false; // the bean of the configuration reports it, and the application does not start
    }
  }
}
