package dev.eventlogger.sink.db;

import java.util.List;

/**
 * An ICU collation that distinguishes base letters only, and so treats different texts as equal.
 */
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
