package dev.eventlogger.sink.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.delivery.LogLedger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** An application in a process of its own: it works in transactions, or only relays. */
final class OutboxNode {

  static final int THREADS = 25;
  private static final int CONNECTIONS = 20;
  private static final int ROLLED_BACK_PERCENT = 30;

  private OutboxNode() {}

  /**
   * Runs until it is killed, or until the outbox is empty.
   *
   * @param args the URL, the outbox's table, a folder for journals or nothing, and {@code drain}
   *     and how many rows, or {@code work} and the first number of an order
   */
  public static void main(String[] args) throws Exception {
    EventLogger events = open(args[0], args[1], args[2]);
    if (args[3].equals("drain")) {
      drain(events, Long.parseLong(args[4]));
    } else {
      work(events, args[0], args[1], Integer.parseInt(args[4]));
    }
  }

  /** The log {@code db} is the table whose name ends in {@code _logs}. */
  static EventLogger open(String url, String table, String journals) {
    Map<String, Object> delivery = new HashMap<>(Map.of("linger", "20ms"));
    if (!journals.isEmpty()) {
      delivery.put("directory", journals);
    }
    Map<String, Object> values =
        Map.of(
            "EVENT_LOGGER_NAME",
            "db",
            "EVENT_LOGGERS",
            Map.of("db", Map.of("url", url, "table", table + "_logs", "pool_size", 2)),
            "EVENT_DELIVERY",
            delivery,
            "EVENT_REPORTS",
            Map.of("every", "0s"),
            "EVENT_OUTBOX",
            Map.of("url", url, "table", table, "poll", "20ms"));
    return EventLogger.builder().config(EventLoggerConfig.of(values)).closeOnShutdown(false).open();
  }

  private static void work(EventLogger events, String url, String table, int first) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(url);
    pool.setMaximumPoolSize(CONNECTIONS);
    DataSource connections = new HikariDataSource(pool);
    AtomicInteger next = new AtomicInteger(first);
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(first + i);
      new Thread(() -> order(events, connections, table, next, random)).start();
    }
  }

  private static void order(
      EventLogger events, DataSource connections, String table, AtomicInteger next, Random random) {
    while (true) {
      int number = next.getAndIncrement();
      try (Connection connection = connections.getConnection()) {
        connection.setAutoCommit(false);
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO " + table + "_orders (number) VALUES (?)")) {
          insert.setInt(1, number);
          insert.executeUpdate();
        }
        events.in(connection).log(OutboxRig.numbered(number));
        if (random.nextInt(100) < ROLLED_BACK_PERCENT) {
          connection.rollback();
        } else {
          connection.commit();
        }
        System.out.println("t"); // a transaction ended
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void drain(EventLogger events, long rows) {
    long begun = System.nanoTime();
    while (events.ledger().outbox().relayed() < rows) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    double relayed = (System.nanoTime() - begun) / 1e9;
    FlushResult flushed = events.flush(Duration.ofMinutes(10));
    double delivered = (System.nanoTime() - begun) / 1e9;
    events.close();
    LogLedger log = events.ledger().logs().get("db");
    System.out.printf(
        Locale.ROOT,
        "drained %d %d %.0f %.0f %d %s%n",
        rows,
        log.delivered(),
        rows / relayed,
        rows / delivered,
        Runtime.getRuntime().maxMemory() >> 20,
        flushed);
  }
}
