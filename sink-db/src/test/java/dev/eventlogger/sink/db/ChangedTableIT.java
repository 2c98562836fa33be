package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.delivery.LogLedger;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody changes the table of a running application, and then reverts the change. */
@Timeout(120)
final class ChangedTableIT {

  private static final int EVENTS = 300;

  private static LogLedger ledger(EventLogger events) {
    return events.ledger().logs().get("db");
  }

  private static EventLogger open(TestDatabase database, Object table) {
    String yaml =
        """
        EVENT_LOGGER_NAME: db
        EVENT_LOGGERS:
          db: {url: "%s", table: %s}
        EVENT_DELIVERY:
          on_full: block(1m)
          linger: 10ms
          retry: {initial_delay: 10ms, max_delay: 50ms}
        """
            .formatted(database.url(), table);
    return EventLogger.open(EventLoggerConfig.parse("changed.yaml", yaml, Map.of()));
  }

  @ParameterizedTest
  @EnumSource
  void makesNoDeadLettersOfEventsThatATableRefusesForAWhile(TestDatabase database)
      throws Exception {
    Object table = database.settings().get("table");
    String alter = "ALTER TABLE " + database.quoted(table) + " ";
    try (EventLogger events = open(database, table)) {
      for (int i = 0; i < 10; i++) {
        events.log(Rig.click(i));
      }
      assertThat(events.flush(Duration.ofMinutes(1))).isEqualTo(FlushResult.FLUSHED);
      // Existing rows have a value; new ones need one.
      database.execute(alter + "ADD COLUMN tenant INT DEFAULT 1 NOT NULL");
      database.execute(alter + "ALTER COLUMN tenant DROP DEFAULT");

      for (int i = 0; i < EVENTS; i++) {
        events.log(Rig.click(i));
      }
      // After halving the batch repeatedly, the first event alone was refused several times.
      while (ledger(events).failures() < 20) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
      assertThat(ledger(events).dead()).isZero();
      assertThat(ledger(events).failure())
          .satisfies(
              failure -> assertThat(String.valueOf(failure)).contains("tenant needs a value"));
      database.execute(alter + "DROP COLUMN tenant");

      assertThat(events.flush(Duration.ofMinutes(1))).isEqualTo(FlushResult.FLUSHED);
      assertThat(ledger(events).delivered()).isEqualTo(10 + EVENTS);
      assertThat(ledger(events).dead()).isZero();
      assertThat(database.count("SELECT COUNT(*) FROM " + database.quoted(table)))
          .isEqualTo(10 + EVENTS);
    }
  }
}
