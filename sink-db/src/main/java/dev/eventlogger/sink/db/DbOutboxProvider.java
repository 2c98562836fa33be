package dev.eventlogger.sink.db;

import com.google.auto.service.AutoService;
import dev.eventlogger.spi.Outbox;
import dev.eventlogger.spi.OutboxProvider;
import dev.eventlogger.spi.OutboxState;
import dev.eventlogger.spi.SinkConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Makes outboxes in databases: {@code EVENT_OUTBOX}. Stateless, thread-safe. */
@AutoService(OutboxProvider.class)
public final class DbOutboxProvider implements OutboxProvider {

  /** For {@link java.util.ServiceLoader}. */
  public DbOutboxProvider() {}

  @Override
  public String key() {
    return "EVENT_OUTBOX";
  }

  /**
   * Checks the settings, and looks for the driver.
   *
   * @throws IllegalArgumentException for what is wrong with them, or if there is no driver
   */
  @Override
  public void check(SinkConfig settings) {
    OutboxSettings outbox = settings.as(OutboxSettings.class);
    if (outbox.url() != null) {
      try {
        Drivers.find(outbox.url());
      } catch (SQLException e) {
        throw new IllegalArgumentException("url: " + DatabaseFailures.ofSink(e).getMessage(), e);
      }
    }
  }

  @Override
  public Outbox open(SinkConfig settings, @Nullable DataSource connections) {
    OutboxSettings outbox = settings.as(OutboxSettings.class);
    if (outbox.url() == null && connections == null) {
      throw new IllegalArgumentException(
          "url: is required, such as jdbc:postgresql://localhost/app, unless the application gives"
              + " the builder its DataSource by outbox()");
    }
    return DbOutbox.open(outbox, connections);
  }

  @Override
  public Optional<OutboxState> look(SinkConfig settings, Set<String> logs) throws Exception {
    OutboxSettings outbox = settings.as(OutboxSettings.class);
    if (outbox.url() == null) {
      return Optional.empty();
    }
    try (Database database = Database.open(outbox.database().ofExisting(), null);
        Connection connection = database.connect()) {
      OutboxTable table = OutboxSetup.table(database);
      List<String> unclaimed =
          table.destinations(connection).stream()
              .filter(names -> !logs.containsAll(Arrays.asList(names.split(",", -1))))
              .toList();
      return Optional.of(DbOutbox.stateOf(table.count(connection, unclaimed), 0));
    } catch (SQLException e) {
      throw DatabaseFailures.ofSink(e);
    }
  }
}
