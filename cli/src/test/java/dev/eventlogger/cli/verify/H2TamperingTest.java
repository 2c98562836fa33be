package dev.eventlogger.cli.verify;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

final class H2TamperingTest extends TamperingContract {

  @Override
  String url() {
    return "jdbc:h2:mem:tampering;DB_CLOSE_DELAY=-1";
  }

  @Override
  Map<String, String> types() {
    return Map.of("json", "VARCHAR", "text", "VARCHAR");
  }

  @Override
  void changeOneOf(UUID id) throws SQLException {
    update("UPDATE \"event_logs\" SET message = 'x' WHERE id = ? FETCH FIRST 1 ROW ONLY", id);
  }

  @Override
  void dropKey() throws SQLException {
    execute("ALTER TABLE \"event_logs\" DROP PRIMARY KEY");
  }

  @Override
  void addKey() throws SQLException {
    execute("ALTER TABLE \"event_logs\" ADD PRIMARY KEY (id)");
  }
}
