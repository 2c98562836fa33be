package dev.eventlogger.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.EventLogger;
import dev.eventlogger.benchmarks.Folders;
import dev.eventlogger.benchmarks.Measurement;
import dev.eventlogger.benchmarks.Shape;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.LogLedger;
import dev.eventlogger.schema.Schemas;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether an event costs more after many events, or with many schemas. */
final class Growth {

  private static final Shape SHAPE = Shape.MEDIUM;
  private static final int EVENTS_OF_SCHEMAS = 300_000;
  private static final String CPU = "caller_cpu_ns_per_event";
  private static final int WARM_UP = 200_000;

  private final Path directory;
  private final int largest;

  private Growth(Path directory, int largest) {
    this.directory = directory;
    this.largest = largest;
  }

  /** All measurements, after a warm-up. */
  static List<Measurement> measure(Path directory, boolean quick) throws Exception {
    Growth growth = new Growth(directory, quick ? 1_000_000 : 10_000_000);
    for (int round = 0; round < 3; round++) {
      growth.log("warm-up", 100, WARM_UP);
    }
    List<Measurement> measurements = new ArrayList<>();
    for (int events : new int[] {1_000, 100_000, growth.largest}) {
      measurements.add(growth.several("events-" + events, 1, events));
    }
    for (int schemas : new int[] {1, 100, 1_000}) {
      measurements.add(growth.log("schemas-" + schemas, schemas, EVENTS_OF_SCHEMAS));
    }
    return measurements;
  }

  /** Repeats short runs more often: a thousand events take only about a millisecond. */
  private Measurement several(String name, int schemas, int events) throws Exception {
    int times = Math.max(1, 100_000 / events);
    Measurement measurement = log(name, schemas, events);
    double sum = 0;
    for (int time = 0; time < times; time++) {
      measurement = log(name, schemas, events);
      sum += measurement.figures().getOrDefault(CPU, 0.0);
    }
    Map<String, Double> figures = new HashMap<>(measurement.figures());
    figures.put(CPU, sum / times);
    return new Measurement("EVENT_LOGGER", name, figures);
  }

  private Measurement log(String name, int schemas, int events) throws Exception {
    EventLogger logger = open();
    try {
      List<String> ids = register(logger, schemas);
      List<Map<String, Object>> data = SHAPE.events();
      long cpu = CpuClock.threadNanos();
      long begun = System.nanoTime();
      for (int event = 0; event < events; event++) {
        String id = ids.get(event % schemas);
        logger.record(id, Shape.VERSION, data.get(event & (Shape.EVENTS - 1)));
      }
      cpu = CpuClock.threadNanos() - cpu;
      logger.close();
      long nanos = System.nanoTime() - begun;
      return new Measurement("EVENT_LOGGER", name, figures(logger, events, nanos, cpu));
    } finally {
      logger.close();
      Folders.empty(directory);
    }
  }

  private static Map<String, Double> figures(
      EventLogger logger, int events, long nanos, long cpuNanos) {
    LogLedger log = requireNonNull(logger.ledger().logs().get("file"));
    Map<String, Double> figures = new HashMap<>();
    figures.put("events", (double) events);
    figures.put("lost", (double) (events - log.delivered()));
    figures.put("events_per_second", events * 1e9 / nanos);
    figures.put(CPU, (double) cpuNanos / events);
    return figures;
  }

  /** Rotates, so that 10 million events do not fill the disk. */
  private EventLogger open() {
    String yaml =
        String.format(
            Locale.ROOT,
            """
        EVENT_LOGGER_NAME: file
        EVENT_LOGGERS:
          file: {path: %s, gzip: false, keep: 1}
        EVENT_DELIVERY: {on_full: block(1m), close_timeout: 2m}
        """,
            directory.resolve("growth.ndjson"));
    return EventLogger.open(EventLoggerConfig.parse("benchmark", yaml, Map.of()));
  }

  private static List<String> register(EventLogger logger, int schemas) {
    List<String> ids = new ArrayList<>();
    for (int schema = 0; schema < schemas; schema++) {
      String id = SHAPE.schemaId() + "/" + schema;
      Schemas.of(logger).registry().register("benchmark", schema(id, "only_in_" + schema));
      ids.add(id);
    }
    return ids;
  }

  /** No two schemas are the same: each has a property of its own, which the events lack. */
  private static Map<String, Object> schema(String id, String ownProperty) {
    Map<String, Object> schema = SHAPE.schema(id);
    Map<String, Object> properties = new HashMap<>();
    ((Map<?, ?>) requireNonNull(schema.get("properties")))
        .forEach((name, property) -> properties.put((String) name, property));
    properties.put(ownProperty, Map.of("type", "string"));
    schema.put("properties", properties);
    return schema;
  }
}
