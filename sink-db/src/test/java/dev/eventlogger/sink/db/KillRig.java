package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.testkit.KilledSink;
import dev.eventlogger.testkit.KilledSink.Moment;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Kills processes that write to a table, and checks its rows with plain JDBC. */
final class KillRig {

  private KillRig() {}

  /**
   * Kills a process at each kind of moment in turn, and looks for what was delivered.
   *
   * @param reading the URL for the reader, which uses none of our code
   * @return how many were delivered but are missing
   */
  static int lost(Map<String, Object> settings, String reading, String table, int loops)
      throws Exception {
    KilledSink sink = KilledSink.of(DbEventLogger.class, DbEventStore.class, settings);
    for (int i = 0; i < loops; i++) {
      // H2 loses rows on closing, and opening finds what closing left.
      sink.runAndKill(i % 4 == 3 ? Moment.READING : i % 2 == 0 ? Moment.CLOSING : Moment.OPENING);
    }
    Set<String> lost = new HashSet<>(sink.delivered());
    lost.removeAll(ids(reading, table));
    System.out.printf(
        "kill -9, %d times: delivered %d, lost %d, ended before %d%n",
        loops, sink.delivered().size(), lost.size(), sink.ended());
    assertThat(sink.delivered()).isNotEmpty();
    return lost.size();
  }

  private static Set<String> ids(String url, String table) throws SQLException {
    Set<String> ids = new HashSet<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement select = connection.createStatement();
        ResultSet rows = select.executeQuery("SELECT id FROM " + table)) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }
}
