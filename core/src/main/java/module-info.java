/**
 * Logs events: the API that applications call, what a sink implements, configuration, and delivery.
 *
 * <p>{@code intake} and its policies are exported for the command; applications do not need them.
 */
module dev.eventlogger {
  requires transitive dev.eventlogger.journal;
  requires transitive java.sql;
  requires static transitive org.jspecify;
  requires com.fasterxml.jackson.core;
  requires static com.fasterxml.jackson.databind;
  requires org.yaml.snakeyaml;

  exports dev.eventlogger;
  exports dev.eventlogger.config;
  exports dev.eventlogger.delivery;
  exports dev.eventlogger.event;
  exports dev.eventlogger.intake;
  exports dev.eventlogger.intake.context;
  exports dev.eventlogger.intake.policy;
  exports dev.eventlogger.spi;
  exports dev.eventlogger.upkeep;

  uses dev.eventlogger.spi.BaseEventLogger;
  uses dev.eventlogger.spi.ConfigSection;
  uses dev.eventlogger.spi.EventCheckProvider;
  uses dev.eventlogger.spi.OutboxProvider;
  uses dev.eventlogger.spi.SealProvider;
}
