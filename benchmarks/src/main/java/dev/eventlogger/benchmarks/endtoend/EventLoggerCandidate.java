package dev.eventlogger.benchmarks.endtoend;

import dev.eventlogger.EventLogger;
import dev.eventlogger.benchmarks.Shape;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.schema.Schemas;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** This library: each event is checked against its schema, and waits for room in the queue. */
final class EventLoggerCandidate implements Candidate {

  private final EventLogger logger;
  private final List<Map<String, Object>> events;
  private final String schemaId;

  private EventLoggerCandidate(EventLogger logger, Shape shape) {
    this.logger = logger;
    events = shape.events();
    schemaId = shape.schemaId();
  }

  /**
   * Opens it.
   *
   * @param delivery further settings of {@code EVENT_DELIVERY}, such as {@code ", sync: always"}
   */
  static EventLoggerCandidate open(Path file, Shape shape, String delivery) {
    EventLogger logger = EventLogger.open(config(file, delivery));
    Schemas.of(logger).registry().register(shape.label(), shape.schema());
    return new EventLoggerCandidate(logger, shape);
  }

  static Candidate inMemory(Path file, Shape shape) {
    return open(file, shape, "");
  }

  static Candidate withJournal(Path file, Shape shape) {
    return open(file, shape, journal(file, "interval"));
  }

  static Candidate withSyncedJournal(Path file, Shape shape) {
    return open(file, shape, journal(file, "always"));
  }

  private static String journal(Path file, String sync) {
    return ", directory: " + file + ".journal, sync: " + sync;
  }

  /** One log, to a file that is not rotated meanwhile. */
  static EventLoggerConfig config(Path file, String delivery) {
    String yaml =
        String.format(
            Locale.ROOT,
            """
        EVENT_LOGGER_NAME: file
        EVENT_LOGGERS:
          file: {path: %s, max_bytes: 1000000000000}
        EVENT_DELIVERY: {on_full: block(1m), close_timeout: 2m%s}
        """,
            file,
            delivery);
    return EventLoggerConfig.parse("benchmark", yaml, Map.of());
  }

  @Override
  public void log(int index) {
    Outcome outcome = logger.record(schemaId, Shape.VERSION, events.get(index));
    if (!outcome.isAccepted()) {
      throw new IllegalStateException(outcome.toString());
    }
  }

  @Override
  public void close() {
    logger.close();
  }
}
