package dev.eventlogger.sink.db;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.OutboxState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** An outbox in a table of its own, and event loggers that use it. */
final class OutboxRig {

  final TestDatabase database;
  final String table = "o" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  private final Map<String, Object> delivery =
      new HashMap<>(
          Map.of("linger", "10ms", "retry", Map.of("initial_delay", "10ms", "max_delay", "50ms")));

  OutboxRig(TestDatabase database) {
    this.database = database;
  }

  /** Sets a setting of {@code EVENT_DELIVERY} for event loggers opened from now on. */
  OutboxRig delivering(String setting, Object value) {
    delivery.put(setting, value);
    return this;
  }

  /** The settings of the outbox. */
  Map<String, Object> outbox() {
    return Map.of("url", database.url(), "table", table, "poll", "20ms");
  }

  /** Opens an event logger with sinks by the names of their logs. */
  EventLogger open(Map<String, BaseEventLogger> logs) {
    return open(logs, outbox());
  }

  EventLogger open(Map<String, BaseEventLogger> logs, Map<String, Object> outbox) {
    return EventLogger.builder()
        .config(config(logs, outbox))
        .sinks(
            logs.entrySet().stream()
                .map(log -> new NamedSink(log.getKey(), log.getValue()))
                .toArray(BaseEventLogger[]::new))
        .closeOnShutdown(false)
        .open();
  }

  EventLoggerConfig config(Map<String, BaseEventLogger> logs, Map<String, Object> outbox) {
    Map<String, Object> settings = new HashMap<>();
    logs.keySet().forEach(name -> settings.put(name, Map.of()));
    return EventLoggerConfig.of(
        Map.of(
            "EVENT_LOGGER_NAME",
            new ArrayList<>(logs.keySet()),
            "EVENT_LOGGERS",
            settings,
            "EVENT_DELIVERY",
            delivery,
            "EVENT_REPORTS",
            Map.of("every", "0s"),
            "EVENT_OUTBOX",
            outbox));
  }

  /** A connection in a transaction. */
  Connection begin() throws SQLException {
    Connection connection = database.connect();
    connection.setAutoCommit(false);
    return connection;
  }

  long rows() throws SQLException {
    return database.count("SELECT COUNT(*) FROM " + database.quoted(table));
  }

  List<String> logs() throws SQLException {
    return database.query("SELECT logs FROM " + database.quoted(table) + " ORDER BY id");
  }

  /** Adds a row, as anybody may. */
  void insert(UUID id, String logs, byte[] event) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO " + database.quoted(table) + " (id, logs, event) VALUES (?, ?, ?)")) {
      insert.setObject(1, database == TestDatabase.MARIADB ? id.toString() : id);
      insert.setString(2, logs);
      insert.setBytes(3, event);
      insert.executeUpdate();
    }
  }

  /** Polls until the outbox is as wanted; the test's timeout ends that. */
  static OutboxState await(EventLogger events, Predicate<OutboxState> wanted) {
    OutboxState state = events.ledger().outbox();
    while (state == null || !wanted.test(state)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      if (Thread.interrupted()) {
        throw new AssertionError("the outbox is " + state);
      }
      state = events.ledger().outbox();
    }
    return state;
  }

  static EventDraft numbered(int number) {
    return EventDraft.named("order-placed").data(Map.of("number", number));
  }

  static List<Object> numbers(List<Event> events) {
    return events.stream().map(event -> event.data().get("number")).toList();
  }
}
