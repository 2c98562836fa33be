package dev.eventlogger.consume;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Consumes into PostgreSQL in a process of its own, until it is killed. */
final class ConsumerNode {

  private ConsumerNode() {}

  /**
   * Runs the consumer.
   *
   * @param args the brokers, the topic, the group, the database's URL, the table, and the folder
   *     for dead letters
   */
  public static void main(String[] args) throws Exception {
    try (EventLogger events = open(args[3], args[4], args[5]);
        EventConsumer consumer =
            EventConsumer.open(
                events, settings(args[0], args[1], args[2], Map.of("most_events", 2_000)))) {
      System.out.println("begins");
      ConsumerState unused = consumer.run();
    }
  }

  static EventLogger open(String url, String table, String deadLetters) {
    return EventLogger.open(
        EventLoggerConfig.of(
            Map.of(
                "EVENT_LOGGER_NAME",
                "db",
                "EVENT_LOGGERS",
                Map.of("db", Map.of("url", url, "table", table, "pool_size", 2)),
                "EVENT_DELIVERY",
                Map.of(
                    "linger",
                    "20ms",
                    "dead_letters",
                    deadLetters,
                    "retry",
                    Map.of("max_delay", "200ms")),
                "EVENT_REPORTS",
                Map.of("every", "0s"))));
  }

  /**
   * Settings that commit often, so that a kill is close to a commit, and whose absence the group
   * notices soon.
   *
   * @param more further settings of the section, which replace these
   */
  static ConsumerSettings settings(
      String brokers, String topic, String group, Map<String, Object> more) {
    Map<String, Object> section =
        new HashMap<>(
            Map.of(
                "bootstrap_servers",
                brokers,
                "topics",
                List.of(topic),
                "group",
                group,
                "commit_every",
                "20ms",
                "properties",
                Map.of("session.timeout.ms", "3000", "heartbeat.interval.ms", "300")));
    section.putAll(more);
    return EventLoggerConfig.of(Map.of(ConsumerSection.KEY, section))
        .section(ConsumerSection.KEY)
        .as(ConsumerSettings.class);
  }
}
