package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.spi.SinkException.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A table that somebody changes while it is written: a refusal that affects every event is the
 * table's fault, and all events wait; one that affects a single event is its own.
 */
@Timeout(120)
abstract class TableFaultsContract {

  final TestDatabase database;
  final Map<String, Object> settings;
  final String table;
  private DbEventLogger sink = new DbEventLogger();
  private final List<Event> stored = new ArrayList<>();

  TableFaultsContract(TestDatabase database) {
    this.database = database;
    settings = database.settings();
    table = database.quoted(settings.get("table"));
  }

  @AfterEach
  final void close() {
    sink.close();
  }

  final void open(Map<String, Object> with) throws Exception {
    sink.close();
    sink = new DbEventLogger();
    sink.open(Rig.config(with));
  }

  final DbEventLogger sink() {
    return sink;
  }

  final void openAndStore() throws Exception {
    open(settings);
    store(event("first", "ada"));
    store(event("second", "bob"));
  }

  static Event event(String name, String uid) {
    return Event.of(EventDraft.named(name).uid(uid).message("a message of " + uid));
  }

  final void store(Event... events) throws Exception {
    assertThat(sink.log(List.of(events))).isEqualTo(DeliveryResult.DELIVERED);
    stored.addAll(List.of(events));
    BatchChecks.assertStoredOnce(database, settings.get("table"), stored);
  }

  private String rule(String ending) {
    return database.quoted(settings.get("table") + "_" + ending);
  }

  final void alter(String change) throws SQLException {
    database.execute("ALTER TABLE " + table + " " + change);
  }

  /** The event waits, and is stored once the table is fixed. */
  final SinkException assertWaits(Event event) throws Exception {
    SinkException failure = refusal(event);
    assertThat(failure.kind()).as("%s", failure).isEqualTo(Kind.MISCONFIGURED);
    assertThat(failure).hasMessageContaining(settings.get("table").toString());
    assertThat(failure.getMessage()).doesNotContain("a message of").doesNotContain("carl");
    return failure;
  }

  final SinkException assertDies(Event event) throws Exception {
    SinkException failure = refusal(event);
    assertThat(failure.kind()).as("%s", failure).isEqualTo(Kind.BAD_BATCH);
    assertThat(failure.getMessage()).doesNotContain("a message of").doesNotContain("carl");
    return failure;
  }

  private SinkException refusal(Event event) throws Exception {
    SinkException failure =
        catchThrowableOfType(SinkException.class, () -> sink.log(List.of(event)));
    assertThat(failure).as("why the event was not stored").isNotNull();
    BatchChecks.assertStoredOnce(database, settings.get("table"), stored);
    return failure;
  }

  private String textOf(int length) {
    return database == TestDatabase.POSTGRESQL
        ? "TYPE varchar(" + length + ") COLLATE \"C\""
        : "VARCHAR(" + length + ")";
  }

  private String change(String column) {
    return (database == TestDatabase.MARIADB ? "MODIFY " : "ALTER COLUMN ") + name(column) + " ";
  }

  private String name(String column) {
    return database == TestDatabase.H2 ? column : database.quoted(column);
  }

  @Test
  final void waitsWhereAColumnNeedsAValue() throws Exception {
    openAndStore();
    alter("ADD COLUMN tenant INT");
    database.execute("UPDATE " + table + " SET tenant = 1");
    boolean isMariaDb = database == TestDatabase.MARIADB;
    alter(isMariaDb ? "MODIFY tenant INT NOT NULL" : "ALTER COLUMN tenant SET NOT NULL");
    Event event = event("click", "carl");

    assertThat(assertWaits(event)).hasMessageContaining("tenant needs a value");

    alter("DROP COLUMN tenant");
    store(event);
  }

  @Test
  final void waitsWhereAColumnIsShorter() throws Exception {
    openAndStore();
    alter(change("uid") + textOf(3));
    Event event = event("click", "carl");

    assertThat(assertWaits(event)).hasMessageContaining("uid holds 3 characters");

    alter(change("uid") + textOf(500));
    store(event);
  }

  /** Although events with short texts are still accepted. */
  @Test
  final void waitsWhereAColumnForLongTextsIsShorter() throws Exception {
    openAndStore();
    alter(change("message") + textOf(20));
    store(event("click", "dora"));
    Event event = Event.of(EventDraft.named("click").message("a message of 24 letters."));

    assertThat(assertWaits(event)).hasMessageContaining(settings.get("table") + ".message ");
  }

  @Test
  final void waitsWhereAColumnIsGone() throws Exception {
    openAndStore();
    alter("DROP COLUMN " + name("message"));

    assertThat(refusal(event("click", "carl")).kind()).isEqualTo(Kind.MISCONFIGURED);
  }

  @Test
  final void waitsWhereAConstraintRefusesEveryEvent() throws Exception {
    openAndStore();
    alter("ADD COLUMN tenant INT DEFAULT 5");
    database.execute("UPDATE " + table + " SET tenant = 7");
    alter("ADD CONSTRAINT " + rule("only_seven") + " CHECK (tenant = 7)");
    Event event = event("click", "carl");

    assertThat(assertWaits(event)).hasMessageContaining(settings.get("table") + "_only_seven");

    // After a start, the sink has no event of its own to compare with, only those in the table.
    open(settings);
    assertThat(assertWaits(event)).hasMessageContaining(settings.get("table") + "_only_seven");

    alter("DROP CONSTRAINT " + rule("only_seven"));
    store(event);
  }

  @Test
  final void rejectsTheOneEventThatAConstraintRefuses() throws Exception {
    openAndStore();
    alter("ADD CONSTRAINT " + rule("not_him") + " CHECK (uid <> 'carl')");

    assertThat(assertDies(event("click", "carl")))
        .hasMessageContaining(settings.get("table") + "_not_him");

    store(event("click", "dora"));
    open(settings);
    assertDies(event("click", "carl"));
    store(event("click", "dora"));
  }

  @Test
  final void rejectsTheOneEventThatMeetsAnotherUniqueIndex() throws Exception {
    openAndStore();
    database.execute("CREATE UNIQUE INDEX " + rule("of_subject") + " ON " + table + " (subject)");
    Event first = Event.of(EventDraft.named("paid").subject("order:1").uid("carl"));
    Event again = Event.of(EventDraft.named("paid").subject("order:1").uid("carl"));
    store(first);
    store(event("click", "dora"));

    assertThat(assertDies(again)).hasMessageContaining(settings.get("table") + "_of_subject");

    assertThat(sink.log(List.of(first)))
        .as("the same once more")
        .isEqualTo(DeliveryResult.DELIVERED);
    store(event("click", "dora"));
  }

  @Test
  final void waitsWhereAnotherUniqueIndexRefusesEveryEvent() throws Exception {
    openAndStore();
    database.execute("DELETE FROM " + table + " WHERE name = 'first'");
    database.execute(
        "CREATE UNIQUE INDEX " + rule("of_level") + " ON " + table + " (" + name("level") + ")");
    Event event = event("click", "carl");

    SinkException failure =
        catchThrowableOfType(SinkException.class, () -> sink.log(List.of(event)));

    assertThat(failure.kind()).as("%s", failure).isEqualTo(Kind.MISCONFIGURED);
    assertThat(failure).hasMessageContaining(settings.get("table") + "_of_level");
  }

  @Test
  final void findsTheEventOfABatchByHalves() throws Exception {
    openAndStore();
    alter("ADD CONSTRAINT " + rule("not_him") + " CHECK (uid <> 'carl')");
    List<Event> batch = List.of(event("click", "carl"), event("click", "dora"));

    SinkException failure = catchThrowableOfType(SinkException.class, () -> sink.log(batch));

    assertThat(failure.kind()).isEqualTo(Kind.BAD_BATCH);
  }
}
