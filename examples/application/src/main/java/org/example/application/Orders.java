package org.example.application;

import dev.eventlogger.EventLogger;
import dev.eventlogger.Events;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.spi.OutboxState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Places two orders, one of which is rolled back, and with each an event that shares its fate. */
public final class Orders {

  private static final String URL = "jdbc:h2:file:./shop";

  private final Events events;

  Orders(Events events) {
    this.events = events;
  }

  /** Reads the configuration from the current folder. */
  public static void main(String[] args) throws Exception {
    try (EventLogger events = EventLogger.open(Path.of("event-logger.yaml"));
        Connection connection = DriverManager.getConnection(URL)) {
      try (Statement table = connection.createStatement()) {
        table.execute("CREATE TABLE orders (number INT NOT NULL)");
      }
      connection.setAutoCommit(false);
      Orders orders = new Orders(events);
      System.out.println(orders.place(connection, 1));
      connection.commit();
      System.out.println(orders.place(connection, 2));
      connection.rollback();
      awaitRelay(events);
      System.out.println(events.ledger().outbox());
    }
  }

  private Outcome place(Connection connection, int number) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO orders (number) VALUES (?)")) {
      insert.setInt(1, number);
      insert.executeUpdate();
    }
    return events.in(connection).log("42", EventType.CLICK, Map.of("order", number));
  }

  /**
   * Only needed because this example ends at once: events in the outbox survive until the next
   * start.
   */
  private static void awaitRelay(EventLogger events) throws InterruptedException {
    OutboxState outbox = events.ledger().outbox();
    while (outbox == null || outbox.relayed() < 1) {
      TimeUnit.MILLISECONDS.sleep(10);
      outbox = events.ledger().outbox();
    }
  }
}
