package dev.eventlogger.benchmarks.endtoend;

import dev.eventlogger.benchmarks.Shape;
import java.nio.file.Path;

/** Everybody who takes part. */
public enum Candidates {
  /** This library, queue in memory. */
  EVENT_LOGGER("Event Logger", EventLoggerCandidate::inMemory),
  /** Log4j 2. */
  LOG4J("Log4j 2 async, JSON template", Log4jCandidate::open),
  /** This library with a journal. */
  EVENT_LOGGER_JOURNAL("Event Logger, journal", EventLoggerCandidate::withJournal),
  /** Logback's own asynchronous appender. */
  LOGBACK("Logback async, Logstash encoder", LogbackCandidate::withAsyncAppender),
  /** The Logstash encoder's asynchronous appender. */
  LOGBACK_DISRUPTOR("Logback disruptor, Logstash encoder", LogbackCandidate::withDisruptor),
  /** OpenTelemetry. */
  OPEN_TELEMETRY("OpenTelemetry batch, JSON file", OpenTelemetryCandidate::open),
  /** What the JDK has. */
  JAVA_LOGGING("java.util.logging, Jackson", JavaLoggingCandidate::open),
  /** The limit. */
  BARE_STREAM("bare stream of ready lines", BareStreamCandidate::open);

  private final String label;
  private final Candidate.Opener opener;

  Candidates(String label, Candidate.Opener opener) {
    this.label = label;
    this.opener = opener;
  }

  /** What it is called in tables. */
  public String label() {
    return label;
  }

  /** Whether it is another library, that a user could pick instead of this. */
  public boolean isPeer() {
    return switch (this) {
      case EVENT_LOGGER, EVENT_LOGGER_JOURNAL, BARE_STREAM -> false;
      default -> true;
    };
  }

  Candidate open(Path file, Shape shape) throws Exception {
    return opener.open(file, shape);
  }
}
