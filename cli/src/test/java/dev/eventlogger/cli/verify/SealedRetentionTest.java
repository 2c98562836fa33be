package dev.eventlogger.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.delivery.FlushResult;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sink of a sealed log removes nothing by itself, since no record would account for it. */
@Timeout(60)
class SealedRetentionTest {

  private static final String SEALED = "jdbc:h2:mem:sealed-retention;DB_CLOSE_DELAY=-1";
  private static final String PLAIN = "jdbc:h2:mem:plain-retention;DB_CLOSE_DELAY=-1";

  @TempDir private Path folder;

  @Test
  void keepsWhatIsOlderThanTheDaysToKeep() throws Exception {
    try (EventLogger events = EventLogger.open(keeping("-1"))) {
      Instant old = Instant.now().minus(Duration.ofDays(3));
      log(events, EventDraft.named("old").createdAt(old));
    }
    assertThat(count(PLAIN)).isEqualTo(1);

    try (EventLogger events = EventLogger.open(keeping("1"))) {
      while (count(PLAIN) > 0) {
        Thread.sleep(20); // until the same retention has run for a log without a seal
      }
      log(events, EventDraft.named("new"));
    }
    assertThat(count(SEALED)).isEqualTo(2);
  }

  private EventLoggerConfig keeping(String days) {
    String yaml =
        """
        EVENT_LOGGER_NAME: [sealed, plain]
        EVENT_LOGGERS:
          sealed: {logger: db, url: "%s", days_to_keep_event_logs: %s, seal: {}}
          plain: {logger: db, url: "%s", days_to_keep_event_logs: %s}
        EVENT_DELIVERY: {directory: "%s", linger: 1ms}
        """
            .formatted(SEALED, days, PLAIN, days, folder.resolve("journal"));
    return EventLoggerConfig.parse("test.yaml", yaml, Map.of());
  }

  private static void log(EventLogger events, EventDraft draft) {
    assertThat(events.log(draft)).isInstanceOf(Outcome.Accepted.class);
    assertThat(events.flush(Duration.ofSeconds(20))).isEqualTo(FlushResult.FLUSHED);
  }

  private static long count(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM \"event_logs\"")) {
      row.next();
      return row.getLong(1);
    }
  }
}
