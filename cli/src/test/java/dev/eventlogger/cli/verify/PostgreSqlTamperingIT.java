package dev.eventlogger.cli.verify;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;

final class PostgreSqlTamperingIT extends TamperingContract {

  private static EmbeddedPostgres server;

  @Override
  String url() throws IOException {
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "the server for tests is for Linux on amd64");
    Path folder = Files.createDirectories(Path.of("target/postgresql").toAbsolutePath());
    server = EmbeddedPostgres.builder().setOverrideWorkingDirectory(folder.toFile()).start();
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=postgres";
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Override
  Map<String, String> types() {
    return Map.of("json", "json", "text", "text");
  }

  @Override
  void changeOneOf(UUID id) throws SQLException {
    update(
        "UPDATE \"event_logs\" SET message = 'x' WHERE ctid ="
            + " (SELECT MIN(ctid) FROM \"event_logs\" WHERE id = ?)",
        id);
  }

  @Override
  void dropKey() throws SQLException {
    execute("ALTER TABLE \"event_logs\" DROP CONSTRAINT \"event_logs_pkey\"");
  }

  @Override
  void addKey() throws SQLException {
    execute("ALTER TABLE \"event_logs\" ADD CONSTRAINT \"event_logs_pkey\" PRIMARY KEY (id)");
  }
}
