package dev.eventlogger.viewer;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/** A new database of PostgreSQL each time; the server is started once. Thread-safe. */
final class InPostgres implements Supplier<Kept> {

  @Override
  public Kept get() {
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "the server for tests is for Linux on amd64");
    String name = "d" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = DriverManager.getConnection(url("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Kept.inDatabase(url(name));
  }

  private static String url(String database) {
    return "jdbc:postgresql://127.0.0.1:"
        + Server.STARTED.getPort()
        + "/"
        + database
        + "?user=postgres";
  }

  /** Started when first needed. */
  private static final class Server {

    private static final EmbeddedPostgres STARTED = start();

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
  }
}
