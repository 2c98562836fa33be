package dev.eventlogger.sink.db;

import static dev.eventlogger.sink.db.BatchChecks.assertStoredOnce;
import static dev.eventlogger.sink.db.BatchChecks.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A deadlock that costs the sink its batch. One transaction holds the batch's last row and waits
 * for its first; another holds the middle one, so that the sink waits there until the first
 * transaction waits, too. Then it is the sink that closes the circle.
 */
@Timeout(120)
final class DeadlockIT {

  private static final Executor THREADS =
      work -> {
        Thread thread = new Thread(work, "deadlock");
        thread.setDaemon(true);
        thread.start();
      };

  /** PostgreSQL is written by INSERT after a batch with repeated rows, and otherwise by COPY. */
  @ParameterizedTest
  @CsvSource({"POSTGRESQL, 1", "POSTGRESQL, 2", "MARIADB, 1"})
  void storesABatchOnceThatTheDatabaseGaveUpInADeadlock(TestDatabase database, int times)
      throws Exception {
    Map<String, Object> settings = database.settings();
    String table = database.quoted(settings.get("table"));
    List<Event> stored = new ArrayList<>(Rig.clicks(0, 10));
    List<Event> batch = Rig.clicks(10, 3);
    DbEventLogger sink = new DbEventLogger();
    sink.open(Rig.config(settings));
    for (int i = 0; i < times; i++) {
      sink.log(stored);
    }
    try (Connection rival = begin(database);
        Connection barrier = begin(database)) {
      becomeTheLastToBeGivenUp(rival, database, table);
      insert(rival, table, batch.get(2));
      insert(barrier, table, batch.get(1));
      CompletableFuture<SinkException> failure =
          CompletableFuture.supplyAsync(() -> assertUnavailable(sink, batch), THREADS);
      awaitWaiting(database, table, 1);
      CompletableFuture<Void> waiting =
          CompletableFuture.runAsync(() -> insert(rival, table, batch.get(0)), THREADS);
      awaitWaiting(database, table, 2);

      barrier.rollback();

      assertThat(failure.get())
          .hasMessageContaining(database == TestDatabase.POSTGRESQL ? "40P01" : "40001");
      waiting.get();
      rival.rollback();
    }
    assertThat(sink.log(batch)).isEqualTo(DeliveryResult.DELIVERED);
    sink.close();
    stored.addAll(batch);
    assertStoredOnce(database, settings.get("table"), stored);
  }

  private static Connection begin(TestDatabase database) throws SQLException {
    Connection connection = database.connect();
    connection.setAutoCommit(false);
    return connection;
  }

  /**
   * PostgreSQL aborts whoever detects the deadlock first; MariaDB, whoever has changed fewer rows.
   */
  private static void becomeTheLastToBeGivenUp(
      Connection rival, TestDatabase database, String table) throws SQLException {
    if (database == TestDatabase.POSTGRESQL) {
      try (Statement statement = rival.createStatement()) {
        statement.execute("SET LOCAL deadlock_timeout = '1h'");
      }
    } else {
      Rig.clicks(13, 50).forEach(event -> insert(rival, table, event));
    }
  }

  private static void insert(Connection connection, String table, Event event) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO "
              + table
              + " (id, created_at, name, level, event_data) VALUES ('"
              + event.id()
              + "', '2026-03-01 10:00:00', 'click', 'INFO', '{}')");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void awaitWaiting(TestDatabase database, String table, int count)
      throws SQLException, InterruptedException {
    String waiting =
        database == TestDatabase.POSTGRESQL
            ? "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query"
            : "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'"
                + " AND trx_query";
    while (database.count(waiting + " LIKE '%" + table + "%'") < count) {
      // MariaDB refreshes this only if it was not asked within the last tenth of a second.
      Thread.sleep(200);
    }
  }
}
