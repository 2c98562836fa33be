package dev.eventlogger.spring;

import dev.eventlogger.config.ConfigException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports what is wrong with the configuration, without a stack trace. */
final class FailureReport extends AbstractFailureAnalyzer<ConfigException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, ConfigException failure) {
    String problems = "  " + String.join("\n  ", failure.problems());
    return new FailureAnalysis(
        "The event logger's configuration is wrong:\n\n" + problems,
        "Correct the settings below event-logger; docs/configuration.md has all of them.",
        failure);
  }
}
