package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.spi.SinkException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is special about a batch that goes into the table by COPY, or cannot. */
final class PostgreSqlCopyIT {

  private static final TestDatabase DATABASE = TestDatabase.POSTGRESQL;

  private final Map<String, Object> settings = DATABASE.settings();
  private final String table = DATABASE.quoted(settings.get("table"));
  private DbEventLogger sink = new DbEventLogger();

  @AfterEach
  void close() {
    sink.close();
  }

  /** Opens the sink, and logs a batch of one event, since the first batch is always inserted. */
  private void open(Map<String, Object> settings) throws Exception {
    sink.open(Rig.config(settings));
    sink.log(List.of(Event.of(EventDraft.named("first"))));
  }

  @Test
  void storesEachEventOnceWhereSomeOfABatchAreThereAlready() throws Exception {
    List<Event> batch = new ArrayList<>(Rig.clicks(0, 100));
    open(settings);
    sink.log(batch);
    batch.addAll(Rig.clicks(100, 50));
    batch.add(batch.get(0));

    sink.log(batch);
    sink.log(Rig.clicks(150, 50));

    assertThat(DATABASE.count("SELECT COUNT(*) FROM " + table)).isEqualTo(201);
    assertThat(DATABASE.count("SELECT COUNT(DISTINCT id) FROM " + table)).isEqualTo(201);
  }

  @Test
  void storesWhatTheFormatOfCopyHasOtherUsesFor() throws Exception {
    String odd = table + " WHERE name = 'odd'";
    String text = "\\N \\. a\tb\nc\rd\\\b\f 'q' \"d\" \u20ac \ud83d\ude00";
    Instant early = Instant.parse("0000-02-29T12:00:00.000001Z");
    open(settings);

    sink.log(
        List.of(
            Event.of(
                EventDraft.named("odd")
                    .createdAt(early)
                    .uid("\\N")
                    .message(text)
                    .data(Map.of("text", text)))));

    assertThat(DATABASE.query("SELECT message FROM " + odd)).containsExactly(text);
    assertThat(DATABASE.query("SELECT uid FROM " + odd)).containsExactly("\\N");
    assertThat(DATABASE.query("SELECT event_data ->> 'text' FROM " + odd)).containsExactly(text);
    assertThat(DATABASE.query("SELECT created_at AT TIME ZONE 'UTC' FROM " + odd))
        .containsExactly("0001-02-29 12:00:00.000001 BC");
  }

  @Test
  void insertsWhereRowSecurityForbidsCopy() throws Exception {
    sink.open(Rig.config(settings));
    sink.close();
    String role = "role_of_" + settings.get("table");
    DATABASE.execute("CREATE ROLE " + role + " LOGIN");
    DATABASE.execute("GRANT SELECT, INSERT ON " + table + " TO " + role);
    DATABASE.execute("ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY");
    DATABASE.execute("CREATE POLICY all_rows ON " + table + " USING (true) WITH CHECK (true)");
    sink = new DbEventLogger();
    String url = DATABASE.url().replace("user=postgres", "user=" + role);
    open(Rig.with(Rig.with(settings, "url", url), "schema", "none"));

    sink.log(Rig.clicks(0, 10));
    sink.log(Rig.clicks(10, 10));

    assertThat(DATABASE.count("SELECT COUNT(*) FROM " + table)).isEqualTo(21);
  }

  @Test
  void insertsThroughConnectionsThatHideTheirDriver() throws Exception {
    sink = new DbEventLogger(HiddenDriver.of(DATABASE));
    open(settings);

    sink.log(Rig.clicks(0, 10));

    assertThat(DATABASE.count("SELECT COUNT(*) FROM " + table)).isEqualTo(11);
  }

  @Test
  void insertsIntoAView() throws Exception {
    sink.open(Rig.config(settings));
    sink.close();
    String view = settings.get("table") + "_view";
    DATABASE.execute("CREATE VIEW " + DATABASE.quoted(view) + " AS SELECT * FROM " + table);
    sink = new DbEventLogger();
    open(Rig.with(Rig.with(settings, "table", view), "schema", "none"));

    sink.log(Rig.clicks(0, 10));

    assertThat(DATABASE.count("SELECT COUNT(*) FROM " + table)).isEqualTo(11);
  }

  @Test
  void letsInsertDecideOfARowThatCopyRefuses() throws Exception {
    sink.open(Rig.config(settings));
    sink.close();
    DATABASE.execute("ALTER TABLE " + table + " ALTER COLUMN duration_ms TYPE integer");
    sink = new DbEventLogger();
    open(Rig.with(settings, "schema", "none"));

    sink.log(List.of(Event.of(EventDraft.named("odd").duration(Duration.ofNanos(12_500_000)))));

    assertThat(DATABASE.query("SELECT duration_ms FROM " + table + " WHERE name = 'odd'"))
        .containsExactly("13");
  }

  /** As Querybook creates it, with an enumerated type. */
  private void makeQuerybooksTableForUsersBelow100() throws SQLException {
    String type = DATABASE.quoted(settings.get("table") + "_type");
    DATABASE.execute("CREATE TYPE " + type + " AS ENUM ('API', 'VIEW', 'CLICK', 'WEBSOCKET')");
    DATABASE.execute(
        "CREATE TABLE "
            + table
            + " (id SERIAL PRIMARY KEY, created_at TIMESTAMP, uid INT CHECK (uid < 100),"
            + " event_type "
            + type
            + ", event_data JSON)");
  }

  @Test
  void letsInsertDecideOfARowOfQuerybooksTable() throws Exception {
    makeQuerybooksTableForUsersBelow100();
    sink.open(Rig.config(Rig.with(settings, "layout", "querybook")));
    Event known = Event.of(EventDraft.of(EventType.CLICK).uid("7"));
    Event unknown = Event.of(EventDraft.of(EventType.CLICK).uid("700"));

    SinkException failure =
        catchThrowableOfType(SinkException.class, () -> sink.log(List.of(known, unknown)));
    sink.log(List.of(known));

    assertThat(failure.kind()).isEqualTo(SinkException.Kind.BAD_BATCH);
    assertThat(DATABASE.query("SELECT uid FROM " + table)).containsExactly("7");
  }

  @Test
  void saysWhatTheStateMeansAndNothingOfTheRow() throws Exception {
    open(settings);
    DATABASE.execute(
        "CREATE FUNCTION "
            + DATABASE.quoted(settings.get("table") + "_full")
            + "() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN RAISE 'no room is left' USING ERRCODE = '53100'; END $$");
    DATABASE.execute(
        "CREATE TRIGGER full_disk BEFORE INSERT ON "
            + table
            + " FOR EACH ROW EXECUTE FUNCTION "
            + DATABASE.quoted(settings.get("table") + "_full")
            + "()");
    List<Event> batch = List.of(Event.of(EventDraft.named("click").uid("secret-uid")));

    SinkException failure = catchThrowableOfType(SinkException.class, () -> sink.log(batch));

    StringWriter all = new StringWriter();
    failure.printStackTrace(new PrintWriter(all));
    assertThat(failure.kind()).isEqualTo(SinkException.Kind.UNAVAILABLE);
    assertThat(failure).hasMessage("SQLState 53100, error 0: the disk is full");
    assertThat(all.toString()).doesNotContain("secret-uid");
  }
}
