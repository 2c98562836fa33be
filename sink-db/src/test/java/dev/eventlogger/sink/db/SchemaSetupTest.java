package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.event.Event;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class SchemaSetupTest {

  private final TestDatabase database = TestDatabase.H2;
  private final Map<String, Object> settings = database.settings();
  private final String table = database.quoted(settings.get("table"));

  private void open(Map<String, Object> settings) throws Exception {
    DbEventLogger sink = new DbEventLogger();
    try {
      sink.open(Rig.config(settings));
    } finally {
      sink.close();
    }
  }

  @Test
  void makesTheTableOnceAndKeepsItsOwnHistory() throws Exception {
    open(settings);
    open(settings);
    open(Rig.with(settings, "schema", "validate"));

    String migrations = database.quoted(settings.get("table") + "_migrations");
    assertThat(database.query("SELECT version FROM " + migrations)).contains("1");
  }

  @Test
  void makesNoTableThatItIsToValidate() {
    assertThatThrownBy(() -> open(Rig.with(settings, "schema", "validate")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "table: there is no table "
                + settings.get("table")
                + "; make it, or set schema: migrate");
  }

  @Test
  void saysOfEachColumnHowItDiffers() throws Exception {
    database.execute(
        "CREATE TABLE "
            + table
            + " (id INT PRIMARY KEY, created_at TIMESTAMP(6) WITH TIME ZONE, duration_ms DECIMAL,"
            + " uid VARCHAR(500), name VARCHAR(200), level VARCHAR(20), subject VARCHAR(500),"
            + " message VARCHAR, schema_id VARCHAR, schema_version VARCHAR, context VARCHAR,"
            + " event_data VARCHAR, tenant INT NOT NULL)");
    String place = "table: " + settings.get("table") + ".";

    for (String schema : List.of("migrate", "validate")) {
      assertThatThrownBy(() -> open(Rig.with(settings, "schema", schema)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(place + "id is INTEGER; it must be UUID")
          .hasMessageContaining(place + "event_type is missing; it must be CHARACTER VARYING")
          .hasMessageContaining(place + "tenant needs a value, which no event has");
    }
  }

  @Test
  void saysThatRepeatsCannotBeToldAndThatColumnsAreTooShort() throws Exception {
    open(settings);
    database.execute("ALTER TABLE " + table + " DROP PRIMARY KEY");
    database.execute("ALTER TABLE " + table + " ALTER COLUMN \"UID\" VARCHAR(50)");
    String place = "table: " + settings.get("table") + ".";

    assertThatThrownBy(() -> open(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            place
                + "uid holds 50 characters; it must hold 500\n"
                + place
                + "id is no key; make it the primary key, or, in a table that is partitioned by"
                + " time, id and created_at");
  }

  @Test
  void looksAtNothingWhenItIsToldSo() throws Exception {
    Map<String, Object> none = Rig.with(settings, "schema", "none");
    open(none);

    DbEventLogger sink = new DbEventLogger();
    sink.open(Rig.config(none));
    assertThatThrownBy(() -> sink.log(Rig.clicks(0, 1)))
        .hasMessageContaining(String.valueOf(settings.get("table")));
    sink.close();
  }

  @Test
  void takesATableInAnotherSchema() throws Exception {
    database.execute("CREATE SCHEMA IF NOT EXISTS \"app\"");
    Map<String, Object> inApp = Rig.with(settings, "table", "app.events");
    open(inApp);
    DbEventLogger sink = new DbEventLogger();
    sink.open(Rig.config(Rig.with(inApp, "schema", "validate")));
    List<Event> events = Rig.clicks(0, 1);
    sink.log(events);
    sink.close();

    try (DbEventStore store = new DbEventStore()) {
      store.open(Rig.config(inApp));
      assertThat(store.find(EventQuery.of(EventFilter.ALL)).events()).isEqualTo(events);
    }
  }
}
