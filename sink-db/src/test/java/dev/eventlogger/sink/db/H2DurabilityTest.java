package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
final class H2DurabilityTest {

  private final Logger logger = Logger.getLogger(H2Durability.class.getName());
  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          warnings.add(new SimpleFormatter().formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final String file =
      "jdbc:h2:file:" + Path.of("target/h2", UUID.randomUUID().toString()).toAbsolutePath();

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
  }

  private void open(DbEventLogger sink, String url) throws Exception {
    sink.open(Rig.config(Map.of("url", url)));
    sink.close();
  }

  @Test
  void saysWhatAnApplicationsUrlLacks() throws Exception {
    JdbcDataSource application = new JdbcDataSource();
    application.setURL(file);

    open(new DbEventLogger(application), "jdbc:h2:mem:unused");

    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0))
        .startsWith("event_logs: its database was opened with MAX_COMPACT_TIME=200; if the process")
        .endsWith("add ;MAX_COMPACT_TIME=0 to the URL that opens it first");
    assertThat(warnings.get(1))
        .startsWith("event_logs: its database was opened with WRITE_DELAY=500; if the process")
        .endsWith("add ;WRITE_DELAY=0 to the URL that opens it first");
  }

  @Test
  void saysThatAUrlAsksForAnother() throws Exception {
    open(new DbEventLogger(), file + ";max_compact_time=100");

    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).contains("MAX_COMPACT_TIME=100");
  }

  @Test
  void saysWhatTheOneLacksWhoOpenedTheFileFirst() throws Exception {
    try (Connection first = DriverManager.getConnection(file)) {
      open(new DbEventLogger(), file);
      assertThat(first.isValid(1)).isTrue();
    }

    assertThat(warnings).hasSize(1); // the delay is set by whoever opens it last
    assertThat(warnings.get(0)).contains("MAX_COMPACT_TIME=200");
  }

  @Test
  void saysNothingOfItsOwnFileNorOfMemory() throws Exception {
    open(new DbEventLogger(), file);
    open(new DbEventLogger(), "jdbc:h2:mem:x");

    assertThat(warnings).isEmpty();
  }

  /** A copy of the file at any time is what a process leaves that is killed then. */
  @Test
  void findsEachCommitInTheFileAtOnce() throws Exception {
    Path folder = Path.of("target/h2/copied-" + UUID.randomUUID()).toAbsolutePath();
    // Otherwise the file has no holes to write into for its first 45 seconds.
    String url = "jdbc:h2:file:" + folder.resolve("original") + ";RETENTION_TIME=0";
    Random random = new Random(5);
    int logged = 0;
    DbEventLogger sink = new DbEventLogger();
    sink.open(Rig.config(Map.of("url", url)));
    try {
      for (int commit = 0; commit < 50; commit++) {
        List<Event> events = Rig.clicks(logged, 1 + random.nextInt(20));
        sink.log(events);
        logged += events.size();
        Files.copy(
            folder.resolve("original.mv.db"),
            folder.resolve("copy.mv.db"),
            StandardCopyOption.REPLACE_EXISTING);
        assertThat(rows("jdbc:h2:file:" + folder.resolve("copy")))
            .as("commit %s", commit)
            .isEqualTo(logged);
      }
    } finally {
      sink.close();
    }
  }

  private static int rows(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM \"event_logs\"")) {
      assertThat(count.next()).isTrue();
      return count.getInt(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2.5.252 (2026-10-19), true",
    "2.5.250, true",
    "2.5.253, false",
    "2.5.2520, false",
    "2.4.240 (2025-09-22), false",
    "2.3.232, false"
  })
  void knowsTheVersionsThatLoseCommits(String version, boolean isOne) {
    assertThat(H2Durability.losesLastCommits(version)).isEqualTo(isOne);
  }

  @Test
  void sharesAFileWithOtherProcesses() throws Exception {
    open(new DbEventLogger(), file + ";AUTO_SERVER=TRUE");

    assertThat(warnings).isEmpty();
  }
}
