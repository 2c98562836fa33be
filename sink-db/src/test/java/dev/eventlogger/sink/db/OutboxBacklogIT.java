package dev.eventlogger.sink.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.spi.Outbox.StagedEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A large backlog in an outbox is taken out fast, by a process with little memory. */
@Timeout(1200)
final class OutboxBacklogIT {

  private static final int ROWS_AT_ONCE = 1_000;
  private static final double LEAST_RATE = 10_000;

  private final int rows = Rig.count(10_000, 1_000_000);
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "H2, true",
    "H2, false",
    "POSTGRESQL, true",
    "POSTGRESQL, false",
    "MARIADB, true",
    "MARIADB, false"
  })
  void drains(TestDatabase database, boolean hasJournal) throws Exception {
    OutboxRig rig = new OutboxRig(database);
    EventLogger making = OutboxNode.open(database.url(), rig.table, "");
    making.close();
    fill(rig);

    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                OutboxNode.class.getName(),
                database.sharedUrl(),
                rig.table,
                hasJournal ? folder.resolve(UUID.randomUUID().toString()).toString() : "",
                "drain",
                String.valueOf(rows))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();

    System.out.printf(
        "outbox, %s, %s: %s (rows, delivered, taken out/s, delivered/s, MiB of heap)%n",
        database, hasJournal ? "journal" : "memory", said);
    assertThat(process.waitFor()).isZero();
    assertThat(said).startsWith("drained " + rows + " " + rows + " ").endsWith("FLUSHED");
    assertThat(rig.rows()).isZero();
    assertThat(database.count("SELECT COUNT(*) FROM " + database.quoted(rig.table + "_logs")))
        .isEqualTo(rows);
    if (rows >= 1_000_000) {
      assertThat(Double.parseDouble(said.split(" ", -1)[3])).isGreaterThanOrEqualTo(LEAST_RATE);
    }
  }

  private void fill(OutboxRig rig) throws Exception {
    try (Connection connection = rig.begin()) {
      Dialect dialect = Database.dialect(connection.getMetaData());
      OutboxTable table = new OutboxTable(TableName.parse(rig.table), dialect, 0);
      for (int from = 0; from < rows; from += ROWS_AT_ONCE) {
        table.insert(
            connection,
            Rig.clicks(from, ROWS_AT_ONCE).stream()
                .map(event -> new StagedEvent(event, List.of("db")))
                .toList());
        connection.commit();
      }
    }
  }
}
