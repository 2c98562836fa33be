package dev.eventlogger.seal.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.config.Section;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an anchor in a database does, on each kind of database. */
@Timeout(120)
abstract class DatabaseAnchorContract {

  // As in docs/audit.md.
  private static final String TABLE =
      """
      CREATE TABLE event_logger_checkpoints (
        origin    VARCHAR(255)  NOT NULL,
        tree_size BIGINT        NOT NULL,
        note      VARCHAR(4000) NOT NULL,
        kept_at   TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
        PRIMARY KEY (origin, tree_size)
      )\
      """;

  @TempDir private Path folder;
  private String table;
  private Kept kept;

  /** The URL of a user who may do everything. */
  abstract String url();

  /** Makes a user who may only insert and select; returns its settings. */
  abstract Map<String, Object> writer(String table) throws SQLException;

  @BeforeEach
  void makeTable() throws Exception {
    kept = new Kept(folder);
    table = "c" + UUID.randomUUID().toString().replace("-", "");
    execute(TABLE.replace("event_logger_checkpoints", table));
  }

  final void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      boolean unused = statement.execute(sql);
    }
  }

  private SealAnchor anchor() throws SQLException {
    return new DatabaseAnchorProvider().open(Section.of("database", writer(table)));
  }

  @Test
  void keepsEveryCheckpointAndGivesAllOfThemOut() throws Exception {
    try (SealAnchor anchor = anchor()) {
      assertThat(anchor.newest(Kept.ORIGIN)).isEmpty();
      assertThat(Kept.all(anchor, Kept.ORIGIN)).isEmpty();
      for (long size : List.of(1L, 9L, 10L, 100L, 999_999_999_999L)) {
        anchor.keep(Kept.ORIGIN, kept.checkpoint(size, 1));
        assertThat(anchor.newest(Kept.ORIGIN)).contains(kept.checkpoint(size, 1));
      }
      anchor.keep("other", kept.checkpoint("other", 5, 1));
      assertThat(Kept.all(anchor, Kept.ORIGIN)).hasSize(5).contains(kept.checkpoint(10, 1));
      assertThat(Kept.all(anchor, "other")).hasSize(1);
    }
  }

  @Test
  void readsManyPageByPage() throws Exception {
    List<byte[]> many = new ArrayList<>();
    String insert = "INSERT INTO " + table + " (origin, tree_size, note) VALUES (?, ?, ?)";
    try (Connection connection = DriverManager.getConnection(url());
        var statement = connection.prepareStatement(insert)) {
      for (int size = 1; size <= 2_000; size++) {
        many.add(("checkpoint " + size).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        statement.setString(1, Kept.ORIGIN);
        statement.setLong(2, size);
        statement.setString(3, "checkpoint " + size);
        statement.addBatch();
      }
      var unused = statement.executeBatch();
    }
    try (SealAnchor anchor = anchor()) {
      assertThat(Kept.all(anchor, Kept.ORIGIN)).containsExactlyElementsOf(many);
    }
  }

  @Test
  void takesACheckpointTwiceAndNoOtherOfItsSize() throws Exception {
    try (SealAnchor anchor = anchor()) {
      anchor.keep(Kept.ORIGIN, kept.checkpoint(7, 1));
      anchor.keep(Kept.ORIGIN, kept.checkpoint(7, 1));
      assertThatThrownBy(() -> anchor.keep(Kept.ORIGIN, kept.checkpoint(7, 2)))
          .isInstanceOf(AnchorException.class)
          .hasMessageStartingWith("table " + table + ": has another checkpoint of the same size");
      assertThat(Kept.all(anchor, Kept.ORIGIN)).containsExactly(kept.checkpoint(7, 1));
    }
  }

  /** With connections of the application that do not commit by themselves. */
  @Test
  void commitsWhatItKeepsOnGivenConnections() throws Exception {
    DatabaseAnchor.Connections given =
        () -> {
          Connection connection = DriverManager.getConnection(url());
          connection.setAutoCommit(false);
          return connection;
        };
    try (SealAnchor anchor = new DatabaseAnchor(given, table)) {
      anchor.keep(Kept.ORIGIN, kept.checkpoint(7, 1));
      anchor.keep(Kept.ORIGIN, kept.checkpoint(7, 1));
      anchor.keep(Kept.ORIGIN, kept.checkpoint(8, 1));
    }
    try (SealAnchor anchor = anchor()) {
      assertThat(Kept.all(anchor, Kept.ORIGIN)).hasSize(2);
    }
  }

  @Test
  void saysWhatIsWrongWithoutAnySecret() throws Exception {
    try (SealAnchor anchor = anchor()) {
      execute("DROP TABLE " + table);
      assertThatThrownBy(() -> anchor.keep(Kept.ORIGIN, kept.checkpoint(7, 1)))
          .satisfies(e -> assertThat(AnchorException.words(e)).contains("there is no such table"));
    }
    Map<String, Object> wrong = new java.util.HashMap<>(writer(table + "x"));
    wrong.put("password", "a-secret");
    try (SealAnchor anchor = new DatabaseAnchorProvider().open(Section.of("database", wrong))) {
      assertThatThrownBy(() -> Kept.all(anchor, Kept.ORIGIN))
          .satisfies(
              e ->
                  assertThat(AnchorException.words(e))
                      .contains("SQLState 28")
                      .doesNotContain("a-secret"));
    }
  }

  /** Whoever has only the anchor's credentials cannot take anything back. */
  @Test
  void needsNoRightToChangeWhatIsThere() throws Exception {
    try (SealAnchor anchor = anchor()) {
      anchor.keep(Kept.ORIGIN, kept.checkpoint(7, 1));
    }
    Map<String, Object> user = writer(table);
    try (Connection connection =
            DriverManager.getConnection(
                (String) user.get("url"),
                (String) user.get("user"),
                (String) user.get("password"));
        Statement statement = connection.createStatement()) {
      for (String change : List.of("DELETE FROM " + table, "UPDATE " + table + " SET note = 'x'")) {
        assertThatThrownBy(() -> statement.executeUpdate(change)).isInstanceOf(SQLException.class);
      }
    }
  }
}
