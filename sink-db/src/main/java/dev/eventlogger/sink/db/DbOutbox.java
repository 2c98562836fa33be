package dev.eventlogger.sink.db;

import static java.util.Objects.requireNonNull;

import dev.eventlogger.spi.FailureWords;
import dev.eventlogger.spi.Outbox;
import dev.eventlogger.spi.OutboxState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An outbox in a table of H2, PostgreSQL, MariaDB or MySQL. Rows are written on the application's
 * connections, and taken out by a daemon thread on its own. Thread-safe.
 */
final class DbOutbox implements Outbox {

  private static final Logger LOGGER = System.getLogger(DbOutbox.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int COUNTING_SHARE = 20;
  private static final int ANSWER_SECONDS = 5;

  private final OutboxSettings settings;
  private final @Nullable DataSource given;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile OutboxState state = new OutboxState(0, null, 0, 0, 0, null);
  // The other fields belong to the thread that opens the outbox, and then to the one that relays.
  private @Nullable Database database;
  private @Nullable Relay relay;
  private @Nullable OutboxDrain drain;
  private @Nullable Thread thread;
  private int failures;
  private long reportedUnclaimed;
  private long reportedFailed;
  private boolean isCountReported;
  private long nextCount = System.nanoTime();

  private DbOutbox(OutboxSettings settings, @Nullable DataSource given) {
    this.settings = settings;
    this.given = given;
  }

  /**
   * Opens it, or leaves that to the thread if the database does not answer.
   *
   * @throws IllegalArgumentException for wrong settings, a missing driver, and a table that is not
   *     as it should be
   */
  static DbOutbox open(OutboxSettings settings, @Nullable DataSource given) {
    DbOutbox outbox = new DbOutbox(settings, given);
    try {
      outbox.connect();
    } catch (SQLException e) {
      outbox.failed(e);
    }
    return outbox;
  }

  private void connect() throws SQLException {
    Database opened = Database.open(settings.database(), given);
    try {
      new OutboxSetup(opened).run();
      database = opened;
    } finally {
      if (database == null) {
        opened.close();
      }
    }
  }

  @Override
  public void stage(Connection connection, List<StagedEvent> events) throws SQLException {
    Dialect dialect = Database.dialect(connection.getMetaData());
    new OutboxTable(TableName.parse(settings.table()), dialect, 0).insert(connection, events);
  }

  @Override
  public synchronized void relayTo(Relay relay) {
    this.relay = relay;
    Thread relaying = new Thread(this::run, "event-logger-outbox");
    relaying.setDaemon(true);
    thread = relaying;
    relaying.start();
  }

  private void run() {
    boolean isClosed = false;
    while (!isClosed) {
      Duration pause = settings.poll();
      try {
        if (relayAll()) {
          pause = Duration.ZERO;
        }
        failures = 0;
      } catch (SQLException | RuntimeException | Error e) {
        failed(e);
        pause = pauseAfterFailure();
      } catch (InterruptedException e) {
        // Not by us: closing does not interrupt, since that could close the file of H2.
      }
      isClosed = awaitClosing(pause);
    }
    if (database != null) {
      database.close();
    }
  }

  private boolean awaitClosing(Duration pause) {
    try {
      return closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return isClosing();
    }
  }

  private boolean isClosing() {
    return closed.getCount() == 0;
  }

  private Duration pauseAfterFailure() {
    Duration pause = settings.poll().multipliedBy(1L << Math.min(failures, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /** Relays what waits. Returns whether there may be more. */
  private boolean relayAll() throws SQLException, InterruptedException {
    if (database == null) {
      connect();
    }
    Database opened = requireNonNull(database);
    OutboxDrain draining = drain;
    if (draining == null) {
      draining =
          new OutboxDrain(
              OutboxSetup.table(opened), requireNonNull(relay), settings.batch(), this::isEnding);
      drain = draining;
    }
    try (Connection connection = opened.connect()) {
      try {
        boolean isMore = draining.run(connection);
        count(connection, draining);
        return isMore;
      } catch (SQLException e) {
        opened.endIfWrong(connection, e);
        throw e;
      }
    }
  }

  /** Also true from time to time while there is much to relay, so that what waits gets counted. */
  private boolean isEnding() {
    return isClosing() || System.nanoTime() - nextCount > LONGEST_PAUSE.toNanos() / 3;
  }

  /** Counts the rows, in at most a twentieth of the time. */
  private void count(Connection connection, OutboxDrain draining) throws SQLException {
    long begun = System.nanoTime();
    if (begun < nextCount) {
      state = withRelayed(draining.relayed());
      return;
    }
    OutboxTable table = OutboxSetup.table(requireNonNull(database));
    try {
      OutboxTable.Counts counts = table.count(connection, draining.unclaimed());
      state = stateOf(counts, draining.relayed());
      report(counts);
    } catch (SQLException e) {
      notCounted(connection, e);
      state = withRelayed(draining.relayed());
    } finally {
      nextCount = System.nanoTime() + COUNTING_SHARE * (System.nanoTime() - begun);
    }
  }

  /** Relaying goes on even where too many rows wait to be counted in time. */
  private void notCounted(Connection connection, SQLException failure) throws SQLException {
    if (DatabaseFailures.isOfConnection(failure) || !connection.isValid(ANSWER_SECONDS)) {
      throw failure;
    }
    if (!isCountReported) {
      isCountReported = true;
      LOGGER.log(
          Level.WARNING,
          settings.table() + ": rows cannot be counted; the outbox's numbers are older ones",
          FailureWords.shown(failure));
    }
  }

  private OutboxState withRelayed(long relayed) {
    OutboxState now = state;
    return new OutboxState(
        now.waiting(), now.oldest(), relayed, now.failed(), now.unclaimed(), null);
  }

  /** The state of an outbox with these counts. */
  static OutboxState stateOf(OutboxTable.Counts counts, long relayed) {
    return new OutboxState(
        counts.waiting(),
        timeOf(counts.oldest()),
        relayed,
        counts.failed(),
        counts.unclaimed(),
        null);
  }

  /** The time in an id: a UUIDv7 begins with milliseconds. */
  private static @Nullable Instant timeOf(@Nullable String id) {
    if (id == null) {
      return null;
    }
    try {
      UUID uuid = UUID.fromString(id);
      return uuid.version() == 7
          ? Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16)
          : null;
    } catch (IllegalArgumentException e) {
      return null; // somebody else's row
    }
  }

  private void report(OutboxTable.Counts counts) {
    if (counts.unclaimed() > 0 && reportedUnclaimed == 0) {
      warn(counts.unclaimed() + " events wait for logs that are not configured, and are kept");
    }
    if (counts.failed() > reportedFailed) {
      warn(
          counts.failed()
              + " rows hold no event and are set aside; their logs begin with ! (mend them and"
              + " remove it, or remove them)");
    }
    reportedUnclaimed = counts.unclaimed();
    reportedFailed = counts.failed();
  }

  private void warn(String words) {
    LOGGER.log(Level.WARNING, settings.table() + ": " + words);
  }

  private void failed(Throwable failure) {
    OutboxState now = state;
    state =
        new OutboxState(
            now.waiting(),
            now.oldest(),
            now.relayed(),
            now.failed(),
            now.unclaimed(),
            FailureWords.of(failure));
    if (failures++ == 0) {
      LOGGER.log(
          Level.WARNING,
          settings.table() + ": events are not taken out of the outbox; trying again",
          FailureWords.shown(failure));
    }
  }

  @Override
  public OutboxState state() {
    return state;
  }

  /** Ends the thread after its current batch. */
  @Override
  public void close() {
    closed.countDown();
    Thread ending;
    synchronized (this) {
      ending = thread;
    }
    if (ending == null) {
      if (database != null) {
        database.close();
      }
      return;
    }
    try {
      ending.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
