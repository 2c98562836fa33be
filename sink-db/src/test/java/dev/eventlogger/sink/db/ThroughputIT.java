package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

/** Prints how fast the sink writes, and how fast a bare loop does; asserts no speed. */
final class ThroughputIT {

  private static final int EVENTS = Rig.count(10_000, 300_000);
  private static final int BATCH = 500;
  private static final String COLUMNS =
      "(id, created_at, uid, event_type, name, level, subject, context, event_data)";

  private interface Load {
    void run(Connection connection, String table, List<EventRow> rows) throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void writesAsManyRowsAsABareLoop(TestDatabase database) throws Exception {
    List<List<Event>> batches = new ArrayList<>();
    for (int i = 0; i < EVENTS; i += BATCH) {
      batches.add(Rig.clicks(i, BATCH));
    }
    sink(database, batches.subList(0, batches.size() / 4));
    double sink = sink(database, batches);
    double loop = bare(database, batches, ThroughputIT::insertBatch);
    System.out.printf(
        "%s: sink %,.0f rows/s, bare JDBC batch %,.0f rows/s, ratio %.2f%n",
        database, sink, loop, sink / loop);
    if (database == TestDatabase.POSTGRESQL) {
      double copy = bare(database, batches, ThroughputIT::copy);
      System.out.printf(
          "%s: sink %,.0f rows/s, bare COPY %,.0f rows/s, ratio %.2f%n",
          database, sink, copy, sink / copy);
    }
  }

  private static double sink(TestDatabase database, List<List<Event>> batches) throws Exception {
    Map<String, Object> settings = database.settings();
    DbEventLogger sink = new DbEventLogger();
    sink.open(Rig.config(settings));
    long start = System.nanoTime();
    for (List<Event> batch : batches) {
      sink.log(batch);
    }
    double rate = rate(batches, start);
    sink.close();
    String count = "SELECT COUNT(*) FROM " + database.quoted(settings.get("table"));
    assertThat(database.count(count)).isEqualTo((long) batches.size() * BATCH);
    return rate;
  }

  private static double bare(TestDatabase database, List<List<Event>> batches, Load load)
      throws Exception {
    Map<String, Object> settings = database.settings();
    DbEventLogger sink = new DbEventLogger();
    sink.open(Rig.config(settings));
    sink.close();
    String option = database == TestDatabase.POSTGRESQL ? "&reWriteBatchedInserts=true" : "";
    try (Connection connection = DriverManager.getConnection(database.url() + option)) {
      connection.setAutoCommit(false);
      List<List<EventRow>> rows =
          batches.stream().map(batch -> batch.stream().map(EventRow::of).toList()).toList();
      long start = System.nanoTime();
      for (List<EventRow> batch : rows) {
        load.run(connection, database.quoted(settings.get("table")), batch);
        connection.commit();
      }
      return rate(batches, start);
    }
  }

  private static double rate(List<List<Event>> batches, long start) {
    return batches.size() * BATCH / ((System.nanoTime() - start) / 1e9);
  }

  private static void insertBatch(Connection connection, String table, List<EventRow> rows)
      throws Exception {
    boolean isPostgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    boolean isMariaDb = connection.getMetaData().getDatabaseProductName().equals("MariaDB");
    String json = isPostgres ? "CAST(? AS json)" : "?";
    String sql =
        "INSERT INTO "
            + table
            + " "
            + COLUMNS
            + " VALUES (?, ?, ?, ?, ?, ?, ?, "
            + json
            + ", "
            + json
            + ")";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (EventRow row : rows) {
        OffsetDateTime time = row.event().createdAt().atOffset(ZoneOffset.UTC);
        LocalDateTime local = time.toLocalDateTime();
        insert.setObject(1, isMariaDb ? row.event().id().toString() : row.event().id());
        insert.setObject(2, isMariaDb ? local : time);
        insert.setString(3, row.uid());
        insert.setString(4, row.type());
        insert.setString(5, row.name());
        insert.setString(6, row.event().level().name());
        insert.setString(7, row.subject());
        insert.setString(8, row.context());
        insert.setString(9, row.data());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void copy(Connection connection, String table, List<EventRow> rows)
      throws Exception {
    StringBuilder text = new StringBuilder();
    for (EventRow row : rows) {
      text.append(row.event().id()).append('\t').append(row.event().createdAt());
      text.append('\t').append(row.uid()).append('\t').append(row.type()).append('\t');
      text.append(row.name()).append('\t').append(row.event().level()).append('\t');
      text.append(row.subject()).append('\t').append(row.context()).append('\t');
      text.append(row.data()).append('\n');
    }
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("COPY " + table + " " + COLUMNS + " FROM STDIN", new StringReader(text.toString()));
  }
}
