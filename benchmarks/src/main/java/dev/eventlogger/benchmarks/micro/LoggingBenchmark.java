package dev.eventlogger.benchmarks.micro;

import dev.eventlogger.EventLogger;
import dev.eventlogger.benchmarks.Shape;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.schema.Schemas;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A caller's whole call, from its map to the queue in memory; the sink discards. */
@State(Scope.Benchmark)
public class LoggingBenchmark {

  /** The kind of maps that the caller passes. */
  @Param({"Map.of", "HashMap"})
  public String maps = "Map.of";

  private final Prepared prepared = new Prepared();
  private List<Map<String, Object>> events = List.of();
  private EventLogger logger = open("fast");
  private EventLogger strict = open("strict");
  private int next;

  /** Created by JMH. */
  public LoggingBenchmark() {}

  private static EventLogger open(String validation) {
    String yaml =
        String.format(
            Locale.ROOT,
            """
        EVENT_LOGGER_NAME: discarding
        EVENT_DELIVERY: {on_full: block(1m)}
        EVENT_SCHEMAS: {validation: %s}
        """,
            validation);
    EventLogger logger =
        EventLogger.open(
            EventLoggerConfig.parse("benchmark", yaml, Map.of()), new DiscardingLogger());
    Schemas.of(logger).registry().register("medium", Shape.MEDIUM.schema());
    return logger;
  }

  /** Prepares the maps. */
  @Setup
  public void prepare() {
    events =
        maps.equals("HashMap")
            ? prepared.all().stream().<Map<String, Object>>map(HashMap::new).toList()
            : prepared.all();
  }

  /** Closes the event loggers. */
  @TearDown
  public void close() {
    logger.close();
    strict.close();
  }

  private Map<String, Object> next() {
    next = (next + 1) & (Shape.EVENTS - 1);
    return events.get(next);
  }

  /** A product event, without a schema. */
  @Benchmark
  public Outcome product() {
    return logger.log("42", EventType.CLICK, next());
  }

  /** An event that is checked against its schema. */
  @Benchmark
  public Outcome validated() {
    return logger.record(Shape.MEDIUM.schemaId(), Shape.VERSION, next());
  }

  /** An event that the caller describes with a draft. */
  @Benchmark
  public Outcome draft() {
    return logger.log(EventDraft.named("query-start").uid("42").data(next()));
  }

  /** An event that Vert.x checks against its schema. */
  @Benchmark
  public Outcome strict() {
    return strict.record(Shape.MEDIUM.schemaId(), Shape.VERSION, next());
  }
}
