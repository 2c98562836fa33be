package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How migrations must work in every database. */
@Timeout(300)
abstract class TableMigrationContract {

  private static final int PROCESSES = 6;

  private final TestDatabase database;
  private final Map<String, Object> settings;
  private final String table;

  TableMigrationContract(TestDatabase database) {
    this.database = database;
    settings = database.settings();
    table = String.valueOf(settings.get("table"));
  }

  private Database open() throws SQLException {
    return Database.open(Rig.config(settings).as(Settings.class), null);
  }

  private void migrate(List<String> second) throws SQLException {
    try (Database opened = open()) {
      List<Migration> migrations =
          new ArrayList<>(Migration.of(opened.layout().migrations(), opened.names()));
      migrations.add(new Migration(2, "V2__more.sql", new SqlScript(second)));
      new TableMigration(opened, migrations).run();
    }
  }

  private void migrate() throws SQLException {
    try (Database opened = open()) {
      new TableMigration(opened).run();
    }
  }

  private String name(String ending) {
    return database.quoted(table + ending);
  }

  private List<String> versions() throws SQLException {
    return database.query(
        "SELECT version FROM " + name("_migrations") + " WHERE version > 0 ORDER BY version");
  }

  private boolean isThere(String ending) throws SQLException {
    try (Connection connection = database.connect()) {
      TablePlace place = TablePlace.find(new TableName(null, table + ending), connection);
      if (place == null) {
        return false;
      }
      try (var columns = place.columns()) {
        return columns.next();
      }
    }
  }

  /** A statement that fails if it is run twice. */
  private String once() {
    return "CREATE TABLE " + name("_once") + " (a INTEGER)";
  }

  @Test
  final void isDoneOnceBySeveralProcessesThatStartTogether() throws Exception {
    ExecutorService processes = Executors.newFixedThreadPool(PROCESSES);
    CyclicBarrier start = new CyclicBarrier(PROCESSES);
    Callable<Void> process =
        () -> {
          start.await();
          migrate(List.of(once()));
          return null;
        };
    List<Future<Void>> done = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      done.add(processes.submit(process));
    }

    for (Future<Void> future : done) {
      future.get();
    }
    processes.shutdown();

    assertThat(versions()).containsExactly("1", "2");
    assertThat(isThere("_once")).isTrue();
  }

  @Test
  final void goesOnFromTheVersionThatWasReached() throws Exception {
    migrate();
    assertThat(versions()).containsExactly("1");

    migrate(List.of(once(), "INSERT INTO " + name("_once") + " (a) VALUES (7)"));

    assertThat(versions()).containsExactly("1", "2");
    assertThat(database.query("SELECT a FROM " + name("_once"))).containsExactly("7");
  }

  @Test
  final void isDoneAgainIfItFailed() throws Exception {
    assertThatThrownBy(() -> migrate(List.of("CREATE NONSENSE"))).isInstanceOf(SQLException.class);
    boolean isOneTransaction = database == TestDatabase.POSTGRESQL;
    assertThat(isThere("")).isEqualTo(!isOneTransaction);

    migrate(List.of(once()));

    assertThat(versions()).containsExactly("1", "2");
  }

  @Test
  final void refusesATableThatIsNewerThanTheCode() throws Exception {
    migrate(List.of(once()));

    DbEventLogger sink = new DbEventLogger();
    assertThatThrownBy(() -> sink.open(Rig.config(settings)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "table: "
                + table
                + " was brought to version 2 by a newer event-logger-sink-db, and this one knows"
                + " version 1; use the newer one, or set schema: validate to go on with this one as"
                + " long as the columns fit");
    sink.open(Rig.config(Rig.with(settings, "schema", "validate")));
    sink.close();
  }

  @Test
  final void takesOverWhatFlywayDid() throws Exception {
    migrate();
    database.execute("DROP TABLE " + name("_migrations"));
    database.execute("DROP TABLE " + name("_lease"));
    makeHistoryOfFlyway(true);

    migrate();

    assertThat(versions()).containsExactly("1");
    assertThat(isThere("_lease")).as("was made by doing it again").isFalse();
  }

  @Test
  final void doesItselfWhatFlywayFailedToDo() throws Exception {
    makeHistoryOfFlyway(false);

    migrate();

    assertThat(isThere("_lease")).isTrue();
  }

  @Test
  final void takesNoNoticeOfAnotherTableCalledHistory() throws Exception {
    database.execute("CREATE TABLE " + name("_history") + " (what INTEGER)");

    migrate();

    assertThat(isThere("")).isTrue();
  }

  /** As Flyway 12 creates it. */
  private void makeHistoryOfFlyway(boolean success) throws SQLException {
    String columns =
        "q.installed_rank. INTEGER NOT NULL, q.version. VARCHAR(50), q.description. VARCHAR(200)"
            + " NOT NULL, q.type. VARCHAR(20) NOT NULL, q.script. VARCHAR(1000) NOT NULL,"
            + " q.checksum. INTEGER, q.installed_by. VARCHAR(100) NOT NULL, q.installed_on."
            + " TIMESTAMP, q.execution_time. INTEGER NOT NULL, q.success. BOOLEAN NOT NULL";
    database.execute("CREATE TABLE " + name("_history") + " (" + quoted(columns) + ")");
    database.execute(
        "INSERT INTO "
            + name("_history")
            + " VALUES (0, '0', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', NULL,"
            + " 'me', NULL, 0, TRUE), (1, '1', 'event logs', 'SQL', 'V1__event_logs.sql', 42, 'me',"
            + " NULL, 5, "
            + success
            + ")");
  }

  private String quoted(String columns) {
    return columns.replaceAll(
        "q\\.(\\w+)\\.",
        java.util.regex.Matcher.quoteReplacement(database.quoted("@")).replace("@", "$1"));
  }

  /** A process that may only read, after the tables were created. */
  @Test
  final void writesNothingWhenNothingIsToBeDone() throws Exception {
    migrate();
    try (Connection blocker = database.connect();
        Statement lock = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      lock.execute("UPDATE " + name("_migrations") + " SET description = 'held'");

      migrate();

      blocker.rollback();
    }
    assertThat(versions()).containsExactly("1");
  }
}
