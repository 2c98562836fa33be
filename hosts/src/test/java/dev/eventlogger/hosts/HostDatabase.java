package dev.eventlogger.hosts;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;

/** A host's database, new for each test. */
enum HostDatabase {
  H2 {
    @Override
    String newUrl() {
      Path file = Path.of("target/h2", UUID.randomUUID().toString()).toAbsolutePath();
      return "jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE;MAX_COMPACT_TIME=0;WRITE_DELAY=0";
    }
  },
  POSTGRESQL {
    @Override
    String newUrl() throws Exception {
      Assumptions.assumeTrue(
          System.getProperty("os.name").equals("Linux")
              && System.getProperty("os.arch").equals("amd64"),
          "the server for tests is for Linux on amd64");
      String name = "d" + UUID.randomUUID().toString().replace("-", "");
      Server.execute("CREATE DATABASE " + name);
      return Server.url(name);
    }
  };

  abstract String newUrl() throws Exception;

  /** The tables of the host and of the sink, in lower case, sorted. */
  static List<String> tables(String url) throws SQLException {
    return query(
            url,
            "SELECT table_name FROM information_schema.tables"
                + " WHERE lower(table_schema) = 'public'")
        .stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .sorted()
        .toList();
  }

  /** The first column of all rows, as text. */
  static List<String> query(String url, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url, user(url), "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user(url), "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String user(String url) {
    return url.startsWith("jdbc:h2:") ? "sa" : "postgres";
  }

  /** Started when it is first needed, for all tests. */
  private static final class Server {

    private static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        Path folder = Files.createDirectories(Path.of("target/postgresql").toAbsolutePath());
        EmbeddedPostgres server =
            EmbeddedPostgres.builder().setOverrideWorkingDirectory(folder.toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void stop(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static void execute(String sql) throws SQLException {
      HostDatabase.execute(url("postgres"), sql);
    }

    static String url(String database) {
      return "jdbc:postgresql://127.0.0.1:" + SERVER.getPort() + "/" + database;
    }
  }
}
