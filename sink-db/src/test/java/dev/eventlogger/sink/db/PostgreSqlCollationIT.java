package dev.eventlogger.sink.db;

import java.util.List;

/** A collation of ICU that knows base letters only, and takes texts for equal that are not. */
final class PostgreSqlCollationIT extends CollationContract {

  PostgreSqlCollationIT() {
    super(TestDatabase.POSTGRESQL, TestDatabase.POSTGRESQL.settings());
  }

  @Override
  void weaken(TestDatabase database, String table) throws Exception {
    database.execute(
        "CREATE COLLATION IF NOT EXISTS weak"
            + " (provider = icu, locale = 'und-u-ks-level1', deterministic = false)");
    String alter = "ALTER TABLE " + database.quoted(table) + " ALTER COLUMN ";
    for (String column : List.of("uid", "name", "subject", "message", "level", "event_type")) {
      database.execute(alter + column + " SET DATA TYPE text COLLATE weak");
    }
  }
}
