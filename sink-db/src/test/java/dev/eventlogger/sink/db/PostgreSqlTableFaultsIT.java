package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PostgreSqlTableFaultsIT extends TableFaultsContract {

  PostgreSqlTableFaultsIT() {
    super(TestDatabase.POSTGRESQL);
  }

  private void trigger(String body) throws Exception {
    String function = database.quoted(settings.get("table") + "_function");
    database.execute(
        ("CREATE OR REPLACE FUNCTION " + function + "() RETURNS trigger LANGUAGE plpgsql AS")
            + (" $$ BEGIN " + body + " END $$"));
    database.execute(
        ("CREATE OR REPLACE TRIGGER looks BEFORE INSERT ON " + table)
            + (" FOR EACH ROW EXECUTE FUNCTION " + function + "()"));
  }

  @Test
  void waitsWhereATriggerRefusesEveryEvent() throws Exception {
    openAndStore();
    trigger("RAISE 'carl is refused';");
    Event event = event("click", "carl");

    assertWaits(event);

    database.execute("DROP TRIGGER looks ON " + table);
    store(event);
  }

  @Test
  void rejectsTheOneEventThatATriggerRefuses() throws Exception {
    openAndStore();
    trigger("IF NEW.uid = 'carl' THEN RAISE 'carl is refused'; END IF; RETURN NEW;");

    assertDies(event("click", "carl"));

    store(event("click", "dora"));
  }

  @Test
  void countsNoEventAsStoredThatATriggerLeavesOut() throws Exception {
    openAndStore();
    trigger("IF NEW.uid = 'carl' THEN RETURN NULL; END IF; RETURN NEW;");
    assertDies(event("click", "carl"));
    store(event("click", "dora"));

    trigger("RETURN NULL;");

    assertWaits(event("click", "dora"));
    database.execute("DROP TRIGGER looks ON " + table);
    store(event("click", "dora"));
  }

  @Test
  void countsAsStoredWhatATriggerPutsIntoAnotherPart() throws Exception {
    openAndStore();
    String part = database.quoted(settings.get("table") + "_part");
    database.execute("CREATE TABLE " + part + " () INHERITS (" + table + ")");
    trigger("INSERT INTO " + part + " SELECT NEW.*; RETURN NULL;");

    store(event("click", "carl"));
    store(event("click", "dora"));

    assertThat(database.count("SELECT COUNT(*) FROM " + part)).isEqualTo(2);
  }

  @Test
  void waitsWhereNoPartitionIsForNow() throws Exception {
    open(settings);
    String parts = settings.get("table") + "_parts";
    database.execute(
        ("CREATE TABLE " + database.quoted(parts) + " (LIKE " + table)
            + ", PRIMARY KEY (id, created_at)) PARTITION BY RANGE (created_at)");
    open(Rig.with(Rig.with(settings, "table", parts), "schema", "validate"));
    Event event = event("click", "carl");

    assertWaits(event);

    String old = database.quoted(parts + "_old");
    database.execute(
        ("CREATE TABLE " + old + " PARTITION OF " + database.quoted(parts))
            + " FOR VALUES FROM ('2020-01-01') TO (MAXVALUE)");
    Event ancient =
        Event.of(EventDraft.named("old").createdAt(Instant.parse("2001-01-01T00:00:00Z")));
    assertThat(sink().log(List.of(event)).rejected()).isEmpty();
    assertDies(ancient);
  }
}
