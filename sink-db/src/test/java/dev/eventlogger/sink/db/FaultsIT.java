package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.delivery.Ledger;
import dev.eventlogger.event.Outcome;
import dev.eventlogger.testkit.TcpProxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No event is lost or duplicated, whatever happens to the connections and the server. */
final class FaultsIT {

  private static final int EVENTS = Rig.count(10_000, 1_000_000);
  private static final int FAULTS = Rig.count(3, 60);

  private interface Fault {
    void happen() throws Exception;
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void storesEachAcceptedEventOnceWhileConnectionsBreakAndTheServerRestarts(TestDatabase database)
      throws Exception {
    Map<String, Object> settings = database.settings();
    Object table = settings.get("table");
    long accepted = 0;
    Ledger ledger;
    try (TcpProxy proxy = TcpProxy.to("127.0.0.1", portOf(database))) {
      Fault[] faults = {proxy::reset, database::killConnections, database::restart};
      EventLogger events = EventLogger.open(config(database.url(proxy.port()), table));
      for (int i = 0; i < FAULTS; i++) {
        accepted += log(events, i * (EVENTS / FAULTS), EVENTS / FAULTS);
        faults[i % faults.length].happen();
      }
      assertThat(events.flush(Duration.ofMinutes(10)))
          .as("all was delivered")
          .isEqualTo(FlushResult.FLUSHED);
      events.close();
      ledger = events.ledger();
    }

    String quoted = database.quoted(table);
    assertThat(database.count("SELECT COUNT(*) FROM " + quoted)).isEqualTo(accepted);
    assertThat(database.count("SELECT COUNT(DISTINCT id) FROM " + quoted)).isEqualTo(accepted);
    assertThat(ledger.logs().get("db").delivered()).isEqualTo(accepted);
    System.out.printf(
        "%s: %,d events, %d faults: rows = distinct ids = accepted = %,d%n",
        database, accepted, FAULTS, accepted);
  }

  private static int portOf(TestDatabase database) {
    database.url();
    return database.port;
  }

  private static long log(EventLogger events, int from, int count) {
    long accepted = 0;
    for (int i = from; i < from + count; i++) {
      if (events.log(Rig.click(i)) instanceof Outcome.Accepted) {
        accepted++;
      }
    }
    return accepted;
  }

  private static EventLoggerConfig config(String url, Object table) {
    return EventLoggerConfig.parse(
        "faults.yaml",
        """
        EVENT_LOGGER_NAME: db
        EVENT_LOGGERS:
          db: {url: "%s", table: %s, connect_timeout: 5s, pool_timeout: 2s}
        EVENT_DELIVERY:
          on_full: block(10m)
          close_timeout: 5m
          linger: 10ms
          retry: {initial_delay: 20ms, max_delay: 500ms}
        """
            .formatted(url, table),
        Map.of());
  }
}
