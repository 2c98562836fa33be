package dev.eventlogger.intake.policy;

import dev.eventlogger.config.EventLoggerConfig;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** Policies built from configuration text. */
final class Policies {

  static final Instant NOW = Instant.parse("2026-11-21T05:14:50Z");

  private Policies() {}

  static PolicySettings settings(String yaml) {
    String file = "EVENT_POLICY:\n" + yaml.indent(2);
    return EventLoggerConfig.parse("event-logger.yaml", file, Map.of())
        .policy()
        .as(PolicySettings.class);
  }

  static Policy policy(String yaml) {
    return policy(yaml, NOW);
  }

  static Policy policy(String yaml, Instant now) {
    return new Policy(settings(yaml), Clock.fixed(now, ZoneOffset.UTC));
  }
}
