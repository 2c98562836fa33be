package dev.eventlogger.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.cli.verify.Verification.Anchor;
import dev.eventlogger.config.Section;
import dev.eventlogger.event.Event;
import dev.eventlogger.seal.SealFolder;
import dev.eventlogger.sink.db.DbEventLogger;
import dev.eventlogger.sink.db.DbEventStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table of events that are sealed in five epochs: 1,000, or 10,000 in the profile {@code long}.
 * They are sealed once, and each test restores what it changed.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class SealedTable {

  static final boolean LONG = Boolean.getBoolean("eventlogger.long");
  static final int MANY = LONG ? 10_000 : 1_000;
  static final int ENTRIES = MANY + 5;
  static final int ERASURES = LONG ? 1_000 : 20;
  static final int PURGED = MANY / 10;
  static final int REMOVED = ERASURES + 2 * PURGED;

  Path temporary;
  SealedEvents sealed;
  DbEventStore store;
  Connection database;
  byte[] anchor;
  int copies;

  /** An empty database. */
  abstract String url() throws Exception;

  @BeforeAll
  void sealManyEvents(@TempDir Path folder) throws Exception {
    temporary = folder;
    String url = url();
    sealed = new SealedEvents(temporary.resolve("audit/seal"));
    DbEventLogger sink = new DbEventLogger();
    sink.open(Section.of("audit", Map.of("url", url)));
    for (int epoch = 0; epoch < 5; epoch++) {
      List<Event> events = sealed.make(MANY / 5);
      assertThat(sink.log(events).rejected()).isEmpty();
      byte[] newest = sealed.seal(events);
      anchor = epoch == 3 ? newest : anchor;
    }
    sink.close();
    store = new DbEventStore();
    store.open(Section.of("audit", Map.of("url", url)));
    database = DriverManager.getConnection(url);
    database.setAutoCommit(true);
  }

  @AfterAll
  void close() throws SQLException {
    if (database != null) {
      store.close();
      database.close();
    }
  }

  final Verdict verify(SealFolder folder, Anchor... anchors) throws Exception {
    return new Verification(store, sealed.trust(), read -> {}, SealedEvents.LATER)
        .of(folder, List.of(anchors))
        .run(null, null);
  }

  static void assertIntact(Verdict verdict) {
    assertThat(verdict.problems()).isEmpty();
    assertThat(verdict.isIntact()).isTrue();
    assertThat(verdict.firstBad()).isEmpty();
  }

  final Event victim(int at) {
    return sealed.events.get(at);
  }

  /** The event at this percentage of all. */
  final Event victimAt(int percent) {
    return victim(MANY / 100 * percent);
  }

  final void update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = database.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      assertThat(statement.executeUpdate()).as("rows changed").isPositive();
    }
  }

  final void restore(Event... events) throws Exception {
    for (Event event : events) {
      update("DELETE FROM \"event_logs\" WHERE id = ?", event.id());
    }
    insert(List.of(events));
  }

  final void insert(List<Event> events) throws Exception {
    DbEventLogger sink = new DbEventLogger();
    sink.open(Section.of("audit", Map.of("url", database.getMetaData().getURL())));
    assertThat(sink.log(events).rejected()).isEmpty();
    sink.close();
  }

  final void execute(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      boolean unused = statement.execute(sql);
    }
  }

  final SealFolder copy() throws IOException {
    return sealed.copy(temporary.resolve("copy-" + copies++));
  }
}
