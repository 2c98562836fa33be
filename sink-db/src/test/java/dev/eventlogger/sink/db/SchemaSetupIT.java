package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On servers, the table is created and checked as in H2 ({@link SchemaSetupTest}). */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class SchemaSetupIT {

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void makesTheTableWithItsIndexesOnceAndKeepsItsOwnHistory(TestDatabase database)
      throws Exception {
    Map<String, Object> settings = database.settings();
    open(settings);
    open(settings);
    open(Rig.with(settings, "schema", "validate"));

    String migrations = database.quoted(settings.get("table") + "_migrations");
    assertThat(database.query("SELECT version FROM " + migrations)).contains("1");
    try (Database opened = Database.open(Rig.config(settings).as(Settings.class), null);
        var connection = opened.connect()) {
      TableIndexes indexes = TableIndexes.of(TablePlace.find(opened.tableName(), connection));
      assertThat(indexes.key()).containsExactly("id");
      assertThat(List.of("created_at", "uid", "event_type", "name", "subject"))
          .allMatch(indexes::beginsWith);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void saysOfEachColumnHowItDiffers(TestDatabase database) throws Exception {
    Map<String, Object> settings = database.settings();
    open(settings);
    String alter = "ALTER TABLE " + database.quoted(settings.get("table")) + " ";
    boolean isMariaDb = database == TestDatabase.MARIADB;
    database.execute(
        alter
            + (isMariaDb
                ? "DROP PRIMARY KEY"
                : "DROP CONSTRAINT " + database.quoted(settings.get("table") + "_pkey")));
    database.execute(
        alter + (isMariaDb ? "MODIFY uid VARCHAR(50)" : "ALTER COLUMN uid TYPE VARCHAR(50)"));
    database.execute(alter + "ADD COLUMN tenant INT NOT NULL");
    database.execute(alter + "DROP COLUMN message");
    String place = "table: " + settings.get("table") + ".";

    for (String schema : List.of("migrate", "validate")) {
      assertThatThrownBy(() -> open(Rig.with(settings, "schema", schema)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(place + "uid holds 50 characters; it must hold 500")
          .hasMessageContaining(place + "message is missing")
          .hasMessageContaining(place + "tenant needs a value, which no event has")
          .hasMessageContaining(place + "id is no key; make it the primary key");
    }
  }

  private static void open(Map<String, Object> settings) throws Exception {
    DbEventLogger sink = new DbEventLogger();
    try {
      sink.open(Rig.config(settings));
    } finally {
      sink.close();
    }
  }
}
