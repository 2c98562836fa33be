package dev.eventlogger.sink.db;

final class MariaDbCollationIT extends CollationContract {

  MariaDbCollationIT() {
    super(TestDatabase.MARIADB, TestDatabase.MARIADB.settings());
  }

  @Override
  void weaken(TestDatabase database, String table) throws Exception {
    database.execute(
        "ALTER TABLE "
            + database.quoted(table)
            + " CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
  }
}
