package dev.eventlogger.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast events go from a topic into PostgreSQL, compared with the sink alone, in turns. The sink
 * alone gets them in the order in which they come from the topic's partitions, since rows in the
 * order of their ids are a tenth cheaper for the database.
 */
@Timeout(1_800)
@EnabledIfSystemProperty(named = "eventlogger.long", matches = "true")
class ConsumeSpeedIT {

  private static final int EVENTS = Integer.getInteger("eventlogger.speed.events", 400_000);
  private static final int ROUNDS = 5;

  @TempDir private Path folder;

  private final ConsumeRig rig = new ConsumeRig();

  @Test
  void keepsUpWithTheSinkAlone() throws Exception {
    List<Event> written = events();
    String topic = rig.topic(6);
    rig.write(topic, written);
    String first = ConsumeRig.table();
    double unused = consume(topic, first);
    List<Event> events = inOrderOf(first, written);
    unused = sinkAlone(events);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long cpu = system.getProcessCpuTime();
      double alone = sinkAlone(events);
      long cpuAlone = system.getProcessCpuTime() - cpu;
      double consumed = consume(topic, ConsumeRig.table());
      long cpuConsuming = system.getProcessCpuTime() - cpu - cpuAlone;
      ratios.add(consumed / alone);
      System.out.printf(
          "consume into PostgreSQL: %,.0f events/s, CPU %.1f µs an event; sink alone: %,.0f"
              + " events/s, CPU %.1f µs; ratio %.2f (%d events of %d bytes)%n",
          consumed,
          cpuConsuming / 1000.0 / EVENTS,
          alone,
          cpuAlone / 1000.0 / EVENTS,
          consumed / alone,
          EVENTS,
          events.get(0).size());
    }
    Collections.sort(ratios);
    assertThat(ratios.get(ROUNDS / 2)).isGreaterThanOrEqualTo(0.8);
  }

  private static List<Event> events() {
    List<Event> events = new ArrayList<>(EVENTS);
    for (int i = 0; i < EVENTS; i++) {
      events.add(
          Event.of(
              EventDraft.named("order-placed")
                  .uid("user-" + i % 5_000)
                  .subject("order:" + i)
                  .data(
                      Map.of(
                          "path",
                          "/orders/new",
                          "element",
                          "APPROVE_BUTTON",
                          "total",
                          12.5 + i % 100,
                          "items",
                          i % 9))));
    }
    return events;
  }

  private List<Event> inOrderOf(String table, List<Event> events) throws SQLException {
    Map<UUID, Event> byId = new HashMap<>();
    events.forEach(event -> byId.put(event.id(), event));
    List<Event> ordered = new ArrayList<>(events.size());
    try (Connection connection = DriverManager.getConnection(rig.url());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM " + table + " ORDER BY ctid")) {
      while (rows.next()) {
        ordered.add(byId.get(UUID.fromString(rows.getString(1))));
      }
    }
    assertThat(ordered).hasSameSizeAs(events);
    return ordered;
  }

  private EventLogger open(String table) {
    return EventLogger.open(
        EventLoggerConfig.of(
            Map.of(
                "EVENT_LOGGER_NAME",
                "db",
                "EVENT_LOGGERS",
                Map.of("db", Map.of("url", rig.url(), "table", table)),
                "EVENT_DELIVERY",
                Map.of("on_full", "block(60s)", "dead_letters", folder.toString()),
                "EVENT_REPORTS",
                Map.of("every", "0s"))));
  }

  private double sinkAlone(List<Event> events) throws Exception {
    String table = ConsumeRig.table();
    try (EventLogger logger = open(table)) {
      long begun = System.nanoTime();
      events.forEach(logger::replay);
      assertThat(logger.flush(Duration.ofMinutes(5))).isEqualTo(FlushResult.FLUSHED);
      double rate = rate(events.size(), begun);
      assertThat(rig.count(table)).isEqualTo(events.size());
      return rate;
    }
  }

  /** Measures from when the consumer asks for its partitions until everything is committed. */
  private double consume(String topic, String table) throws Exception {
    ConsumerSettings settings =
        ConsumerSettings.of(
                List.of(rig.broker().bootstrap()),
                List.of(topic),
                "group-" + UUID.randomUUID(),
                List.of("db"))
            .endingAtTheEnd();
    try (EventLogger logger = open(table);
        EventConsumer consumer = EventConsumer.open(logger, settings)) {
      long begun = System.nanoTime();
      assertThat(consumer.run().delivered()).isEqualTo(EVENTS);
      double rate = rate(EVENTS, begun);
      assertThat(rig.count(table)).isEqualTo(EVENTS);
      return rate;
    }
  }

  private static double rate(int events, long begun) {
    return events / ((System.nanoTime() - begun) / 1e9);
  }
}
