package dev.eventlogger.sink.db;

import static java.util.Objects.requireNonNull;

import com.google.auto.service.AutoService;
import dev.eventlogger.event.Event;
import dev.eventlogger.spi.BaseEventLogger;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkConfig;
import dev.eventlogger.spi.SinkException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to a table of H2, PostgreSQL, MariaDB or MySQL; the application supplies the
 * driver.
 *
 * <p>Settings, all of them optional: {@code url}, {@code user} and {@code password} (default: an
 * embedded H2 database in the file {@code event-logs.mv.db} of the working directory), {@code
 * table} (default {@code event_logs}), {@code schema} ({@code migrate}, {@code validate} or {@code
 * none}; default {@code migrate}), {@code layout} ({@code event-logger} or {@code querybook};
 * default {@code event-logger}), {@code pool_size} (default 4), {@code connect_timeout}, {@code
 * pool_timeout} (10 s each), {@code query_timeout} (30 s), {@code socket_timeout} (40 s), {@code
 * days_to_keep_event_logs} (absent or -1: for ever) and {@code purge_interval} (default 1 h).
 *
 * <p>A batch is one transaction: either all of it is in the table or nothing. An event whose id is
 * there already is left as it is, so a batch may be sent again, even after a connection was lost
 * during its commit. An event whose uid or subject has more than 500 characters is rejected.
 *
 * <p>PostgreSQL is written by {@code COPY} if the connection unwraps to its own driver; a batch
 * with an event that is there already is inserted.
 *
 * <p>With {@code days_to_keep_event_logs}, a daemon thread of the sink removes older events; not
 * from a sealed log, where nothing is removed without a signed record.
 */
@AutoService(BaseEventLogger.class)
public final class DbEventLogger extends BaseEventLogger {

  private static final Logger LOGGER = System.getLogger(DbEventLogger.class.getName());

  private final @Nullable DataSource given;
  private @Nullable Database database;
  private @Nullable EventWriter writer;
  private @Nullable RetentionThread retention;

  /** Uses connections of its own. */
  public DbEventLogger() {
    this(null);
  }

  /**
   * Uses the application's connections, which the application closes; {@code url}, {@code user},
   * {@code password} and {@code pool_size} then have no effect.
   */
  public DbEventLogger(@Nullable DataSource connections) {
    given = connections;
  }

  @Override
  public String loggerName() {
    return "db";
  }

  @Override
  public boolean isReadable() {
    return true;
  }

  /**
   * Connects, and creates or checks the table.
   *
   * @throws IllegalArgumentException for wrong settings, a missing driver, and a table that is not
   *     as it should be
   * @throws SinkException if the database does not answer, or refuses us
   */
  @Override
  public void open(SinkConfig config) throws SinkException {
    Settings settings = config.as(Settings.class);
    try {
      Database opened = Database.open(settings, given);
      database = opened;
      opened.requireFit();
      new SchemaSetup(opened).run();
      H2Durability.warn(opened);
      writer = new EventWriter(opened);
      if (settings.isAging()) {
        retention = retention(config, opened);
      }
    } catch (SQLException e) {
      close();
      throw DatabaseFailures.ofSink(e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts no thread for a sealed log: no event leaves it without a signed record, and this sink
   * cannot sign one.
   */
  private static @Nullable RetentionThread retention(SinkConfig config, Database opened) {
    if (!config.isSealed()) {
      return RetentionThread.start(opened);
    }
    LOGGER.log(
        Level.WARNING,
        opened.tableName()
            + ": log "
            + config.logName()
            + " is sealed, so its old events stay until event-logger purge removes them, with a"
            + " record that the operator key signs");
    return null;
  }

  /**
   * Looks for the driver.
   *
   * @throws IllegalArgumentException if there is none for the URL
   */
  @Override
  public void check(SinkConfig config) throws SQLException {
    if (given == null) {
      Drivers.find(config.as(Settings.class).url());
    }
  }

  /**
   * Writes a batch in one transaction.
   *
   * @throws SinkException if the batch is not in the table, or if that is not known
   */
  @Override
  public DeliveryResult log(List<Event> batch) throws SinkException {
    try {
      return requireNonNull(writer, "log before open").write(batch);
    } catch (SQLException e) {
      throw DatabaseFailures.ofWriting(e, requireNonNull(database).tableName());
    }
  }

  /** Ends the thread, and closes the connections that are its own. */
  @Override
  public void close() {
    RetentionThread ending = retention;
    Database closing = database;
    retention = null;
    writer = null;
    database = null;
    if (ending != null) {
      ending.close();
    }
    if (closing != null) {
      closing.close();
    }
  }
}
