package dev.eventlogger.sink.db;

import static java.util.Objects.requireNonNullElse;

import dev.eventlogger.spi.Requirements;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * {@code EVENT_OUTBOX}, with defaults filled in.
 *
 * @param url null if the application supplies its connections
 * @param poll how long to wait after the outbox was found empty
 * @param batch the most events that are taken out in one transaction
 */
record OutboxSettings(
    @Nullable String url,
    @Nullable String user,
    @Nullable String password,
    String table,
    Settings.Schema schema,
    Duration poll,
    Integer batch) {

  private static final int CONNECTIONS = 2; // one relays, and H2 needs two to migrate

  OutboxSettings {
    table = requireNonNullElse(table, "event_outbox");
    schema = requireNonNullElse(schema, Settings.Schema.MIGRATE);
    poll = requireNonNullElse(poll, Duration.ofSeconds(1));
    batch = requireNonNullElse(batch, 2_000);
    String name = table;
    new Requirements()
        .that(
            url == null || url.startsWith("jdbc:"),
            "url",
            "must be a JDBC URL, such as jdbc:postgresql://localhost/app")
        .hold(() -> TableName.parse(name))
        .that(
            poll.compareTo(Duration.ofMillis(10)) >= 0 && poll.compareTo(Duration.ofHours(1)) <= 0,
            "poll",
            "must be from 10ms to 1h")
        .that(batch >= 1 && batch <= 10_000, "batch", "must be from 1 to 10000")
        .orThrow();
  }

  /** The settings of the database that holds the table. */
  @SuppressWarnings("NullAway") // absent settings are null before the constructor
  Settings database() {
    return new Settings(
        url, user, password, table, schema, null, CONNECTIONS, null, null, null, null, null, null);
  }

  /** Without the password, and without the URL, which may hold one. */
  @Override
  public String toString() {
    return "OutboxSettings[table=" + table + "]";
  }
}
