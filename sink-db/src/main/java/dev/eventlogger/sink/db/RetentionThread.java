package dev.eventlogger.sink.db;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.query.Removal;
import dev.eventlogger.spi.FailureWords;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Removes events when they are older than {@code days_to_keep_event_logs}: at the start, and then
 * at every {@code purge_interval}. Of several processes, one does it at a time.
 *
 * <p>A daemon, with a connection of its own: a batch never waits for it.
 */
final class RetentionThread implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger(RetentionThread.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Database database;
  private final Duration kept;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private int failures;

  private RetentionThread(Database database) {
    this.database = database;
    kept = Duration.ofDays(requireNonNull(database.settings().daysToKeepEventLogs()));
    thread = new Thread(this::run, "event-logger-db-retention");
    thread.setDaemon(true);
  }

  static RetentionThread start(Database database) {
    RetentionThread retention = new RetentionThread(database);
    retention.thread.start();
    return retention;
  }

  private void run() {
    try {
      while (true) {
        purge();
        if (closed.await(database.settings().purgeInterval().toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void purge() throws InterruptedException {
    Removal inChunks = Removal.IN_CHUNKS;
    Removal removal =
        new Removal(false, inChunks.chunk(), inChunks.pause(), removed -> endIfClosed());
    try {
      note(new Cleanup(database).purge(now().minus(kept), removal).rows());
      failures = 0;
    } catch (SQLException | RuntimeException e) {
      if (failures++ == 0) {
        LOGGER.log(
            Level.WARNING,
            database.tableName() + ": old events were not removed; trying again",
            FailureWords.shown(e));
      }
    }
  }

  /**
   * Interrupts itself between chunks. An interrupt from outside could close the file that H2 is
   * writing.
   */
  private void endIfClosed() {
    if (closed.getCount() == 0) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(long removed) {
    if (removed > 0) {
      LOGGER.log(
          Level.INFO,
          database.tableName()
              + ": removed "
              + removed
              + " events older than "
              + kept.toDays()
              + " days");
    }
  }

  /** The earlier of the database's time and this machine's, which keeps more events. */
  private Instant now() throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement select =
            database.limited(connection.prepareStatement("SELECT " + database.dialect().now()));
        ResultSet row = select.executeQuery()) {
      row.next();
      Instant theirs = requireNonNull(database.dialect().time(row, 1));
      Instant ours = Instant.now();
      return theirs.isBefore(ours) ? theirs : ours;
    }
  }

  /** Ends the thread after its current chunk. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
