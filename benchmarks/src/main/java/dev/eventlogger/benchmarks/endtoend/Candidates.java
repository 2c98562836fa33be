package dev.eventlogger.benchmarks.endtoend;

import dev.eventlogger.benchmarks.Shape;
import java.nio.file.Path;

/** All candidates. */
public enum Candidates {
  /** This library, queue in memory. */
  EVENT_LOGGER("Event Logger"),
  /** Log4j 2. */
  LOG4J("Log4j 2 async, JSON template"),
  /** This library with a journal. */
  EVENT_LOGGER_JOURNAL("Event Logger, journal"),
  /** Logback's own asynchronous appender. */
  LOGBACK("Logback async, Logstash encoder"),
  /** The Logstash encoder's asynchronous appender. */
  LOGBACK_DISRUPTOR("Logback disruptor, Logstash encoder"),
  /** OpenTelemetry. */
  OPEN_TELEMETRY("OpenTelemetry batch, JSON file"),
  /** The JDK's own logging. */
  JAVA_LOGGING("java.util.logging, Jackson"),
  /** The limit. */
  BARE_STREAM("bare stream of ready lines");

  private final String label;

  Candidates(String label) {
    this.label = label;
  }

  /** The name in tables. */
  public String label() {
    return label;
  }

  /** Whether it is another library that a user could choose instead of this one. */
  public boolean isPeer() {
    return switch (this) {
      case EVENT_LOGGER, EVENT_LOGGER_JOURNAL, BARE_STREAM -> false;
      default -> true;
    };
  }

  Candidate open(Path file, Shape shape) throws Exception {
    return switch (this) {
      case EVENT_LOGGER -> EventLoggerCandidate.inMemory(file, shape);
      case LOG4J -> Log4jCandidate.open(file, shape);
      case EVENT_LOGGER_JOURNAL -> EventLoggerCandidate.withJournal(file, shape);
      case LOGBACK -> LogbackCandidate.withAsyncAppender(file, shape);
      case LOGBACK_DISRUPTOR -> LogbackCandidate.withDisruptor(file, shape);
      case OPEN_TELEMETRY -> OpenTelemetryCandidate.open(file, shape);
      case JAVA_LOGGING -> JavaLoggingCandidate.open(file, shape);
      case BARE_STREAM -> BareStreamCandidate.open(file, shape);
    };
  }
}
