package dev.eventlogger.cli.verify;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

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
  void dropKey() throws SQLException {
    execute("ALTER TABLE \"event_logs\" DROP PRIMARY KEY");
  }

  @Override
  void addKey() throws SQLException {
    execute("ALTER TABLE \"event_logs\" ADD PRIMARY KEY (id)");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = database().createStatement()) {
      var unused = statement.execute(sql);
    }
  }
}
