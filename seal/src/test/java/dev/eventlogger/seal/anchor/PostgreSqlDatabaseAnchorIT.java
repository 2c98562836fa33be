package dev.eventlogger.seal.anchor;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

final class PostgreSqlDatabaseAnchorIT extends DatabaseAnchorContract {

  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "the server for tests is for Linux on amd64");
    Path folder = Files.createDirectories(Path.of("target/postgresql").toAbsolutePath());
    server = EmbeddedPostgres.builder().setOverrideWorkingDirectory(folder.toFile()).start();
    // Otherwise every local connection is trusted.
    Path access = Path.of(setting("hba_file"));
    Files.writeString(
        access, "host all writer 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n");
    execute(superuser(), "CREATE USER writer PASSWORD 'w'");
    execute(superuser(), "SELECT pg_reload_conf()");
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  private static String superuser() {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=postgres";
  }

  private static String setting(String name) throws SQLException {
    try (var connection = java.sql.DriverManager.getConnection(superuser());
        var statement = connection.createStatement();
        var row = statement.executeQuery("SHOW " + name)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void execute(String url, String sql) throws SQLException {
    try (var connection = java.sql.DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      boolean unused = statement.execute(sql);
    }
  }

  @Override
  String url() {
    return superuser();
  }

  @Override
  Map<String, Object> writer(String table) throws SQLException {
    if (!table.endsWith("x")) {
      execute("GRANT INSERT, SELECT ON " + table + " TO writer");
    }
    String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    return Map.of("url", url, "user", "writer", "password", "w", "table", table);
  }
}
