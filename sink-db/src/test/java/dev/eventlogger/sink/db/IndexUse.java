package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.UsageQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every statement of the store that is bounded by time finds its rows by an index. */
@Timeout(300)
abstract class IndexUse {

  private static final int ROWS = 20_000;

  private final TestDatabase kind;

  IndexUse(TestDatabase kind) {
    this.kind = kind;
  }

  @Test
  void findsRowsByAnIndex() throws Exception {
    Map<String, Object> settings = kind.settings();
    DbEventLogger sink = new DbEventLogger();
    sink.open(Rig.config(settings));
    sink.close();
    Rig.fill(kind, settings.get("table"), ROWS, 600);
    kind.execute(analyze(kind.quoted(settings.get("table"))));
    Settings bound = Rig.config(settings).as(Settings.class);
    try (Database database = Database.open(bound, null)) {
      for (SqlText statement : statements(database)) {
        assertThat(plan(database, statement)).as(statement.sql()).satisfies(this::usesAnIndex);
      }
    }
  }

  private String analyze(String table) {
    return kind == TestDatabase.MARIADB
        ? "ANALYZE TABLE " + table
        : "ANALYZE " + (kind == TestDatabase.H2 ? "TABLE " : "") + table;
  }

  private static List<SqlText> statements(Database database) {
    Instant since = Instant.now().minus(Duration.ofDays(1));
    List<SqlText> statements = new ArrayList<>();
    filters(since)
        .forEach(
            filter -> {
              Narrowing narrowing = Narrowing.of(filter, database);
              for (Sort sort :
                  List.of(Sort.LATEST_FIRST, Sort.EARLIEST_FIRST, new Sort(Field.UID, true))) {
                statements.add(PageStatement.of(query(filter, sort), narrowing, database));
              }
              for (Bucket bucket : new Bucket[] {null, Bucket.MINUTE, Bucket.WEEK}) {
                UsageQuery usage = new UsageQuery(filter, bucket, Field.NAME, 20);
                statements.add(UsageStatement.of(usage, narrowing.sql(), database));
              }
            });
    EventFilter filter = EventFilter.since(since);
    EventQuery first = query(filter, Sort.LATEST_FIRST);
    String next =
        EventPage.of(new EventQuery(filter, first.sort(), 1, null), Rig.clicks(0, 2)).next();
    Narrowing narrowing = Narrowing.of(filter, database);
    statements.add(PageStatement.of(first.after(next), narrowing, database));
    String condition = "created_at < ?";
    Instant old = Instant.now().minus(Duration.ofDays(138));
    statements.add(
        SqlText.of(database.dialect().deleteSome(database.table(), condition, 5_000), old));
    return statements;
  }

  private static Stream<EventFilter> filters(Instant since) {
    return Stream.of(
        EventFilter.since(since),
        new EventFilter(since, since.plusSeconds(3_600), List.of()),
        EventFilter.since(since, Condition.equal(Field.UID, "user-1")),
        EventFilter.since(since, Condition.equal(Field.NAME, "click")),
        EventFilter.since(since, Condition.equal(Field.TYPE, "CLICK")),
        EventFilter.since(since, Condition.equal(Field.SUBJECT, "query:1")),
        EventFilter.since(since, Condition.equal(Field.data("element"), "RUN")));
  }

  private static EventQuery query(EventFilter filter, Sort sort) {
    return new EventQuery(filter, sort, 100, null);
  }

  private static String plan(Database database, SqlText statement) throws Exception {
    StringBuilder plan = new StringBuilder();
    try (Connection connection = database.connect();
        PreparedStatement explain = connection.prepareStatement("EXPLAIN " + statement.sql())) {
      statement.bind(explain, database.dialect());
      try (ResultSet rows = explain.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          for (int i = 1; i <= columns; i++) {
            String name = rows.getMetaData().getColumnLabel(i);
            plan.append(name).append('=').append(rows.getString(i)).append(' ');
          }
          plan.append('\n');
        }
      }
    }
    return plan.toString();
  }

  private void usesAnIndex(String plan) {
    String table = "t[0-9a-f]{12}";
    switch (kind) {
      case POSTGRESQL -> assertThat(plan).contains("Index").doesNotContain("Seq Scan on t");
      case MARIADB ->
          assertThat(plan.lines().filter(line -> line.matches(".* table=" + table + " .*")))
              .isNotEmpty()
              .allMatch(line -> line.matches(".* type=(range|ref|index) .*"));
      default ->
          assertThat(plan)
              .containsPattern("PUBLIC\\." + table + "_[a-z_]+")
              .doesNotContain("tableScan");
    }
  }
}
