package dev.eventlogger.sink.db;

import static dev.eventlogger.sink.db.BatchChecks.assertStoredOnce;
import static dev.eventlogger.sink.db.BatchChecks.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.testkit.TcpProxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The server behind a connection becomes read-only, as after a failover; new connections lead to
 * one that is writable.
 */
@Timeout(180)
final class FailoverIT {

  private enum Lender {
    THE_SINKS_OWN_POOL,
    A_POOL_OF_THE_APPLICATION,
    ANOTHER_POOL
  }

  private static final int POOL_SIZE = 2;

  private final List<Event> stored = new ArrayList<>(Rig.clicks(0, 10));
  private final List<Event> batch = Rig.clicks(10, 20);
  private DbEventLogger sink;
  private AutoCloseable pool = () -> {};

  @AfterEach
  void close() throws Exception {
    sink.close();
    pool.close();
  }

  private DataSource connections(Lender lender, String url) {
    if (lender == Lender.THE_SINKS_OWN_POOL) {
      return null;
    }
    if (lender == Lender.ANOTHER_POOL) {
      OneConnection source = new OneConnection(url);
      pool = source;
      return source.dataSource();
    }
    HikariDataSource source = new HikariDataSource();
    source.setJdbcUrl(url);
    source.setMaximumPoolSize(POOL_SIZE);
    pool = source;
    return source;
  }

  /** New sessions are writable through a setting of their user; existing ones no longer are. */
  @ParameterizedTest
  @EnumSource
  void leavesAPostgreSqlThatBecameReadOnly(Lender lender) throws Exception {
    TestDatabase database = TestDatabase.POSTGRESQL;
    Map<String, Object> settings = new HashMap<>(database.settings());
    sink = new DbEventLogger(connections(lender, database.url()));
    sink.open(Rig.config(settings));
    sink.log(stored);
    try (Connection there = database.connect()) {
      awaitAllConnections(database);
      database.execute("ALTER ROLE postgres SET default_transaction_read_only = off");
      database.execute("ALTER SYSTEM SET default_transaction_read_only = on");
      database.execute("SELECT pg_reload_conf()");
      awaitReadOnly(there);

      assertThat(assertUnavailable(sink, batch))
          .hasMessage("SQLState 25006: the database is read-only; connecting anew");
      if (lender == Lender.A_POOL_OF_THE_APPLICATION) {
        leaveTheOtherConnections();
      }
      assertThat(sink.log(batch)).isEqualTo(DeliveryResult.DELIVERED);
    } finally {
      database.execute("ALTER SYSTEM RESET default_transaction_read_only");
      database.execute("SELECT pg_reload_conf()");
      database.execute("ALTER ROLE postgres RESET default_transaction_read_only");
    }
    stored.addAll(batch);
    assertStoredOnce(database, settings.get("table"), stored);
  }

  /** A pool fills up in the background, and connections that it opens later are writable. */
  private static void awaitAllConnections(TestDatabase database) throws Exception {
    String sql = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'";
    long last = -1;
    int same = 0;
    while (same < 20) {
      long now = database.count(sql);
      same = now == last ? same + 1 : 0;
      last = now;
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Idle connections of an application's pool are not ours to end until they are lent to us. */
  private void leaveTheOtherConnections() {
    for (int i = 1; i < POOL_SIZE; i++) {
      try {
        sink.log(batch);
      } catch (SinkException e) {
        assertThat(e).hasMessageContaining("25006");
      }
    }
  }

  /** Waits until an existing session has taken over the value, as that of the sink does. */
  private static void awaitReadOnly(Connection there) throws SQLException {
    boolean isReadOnly = false;
    while (!isReadOnly) {
      try (Statement show = there.createStatement();
          ResultSet row = show.executeQuery("SHOW default_transaction_read_only")) {
        row.next();
        isReadOnly = row.getString(1).equals("on");
      }
    }
  }

  /** The test server lets everybody write, so a trigger fails as a replica would. */
  @ParameterizedTest
  @EnumSource
  void connectsAnewToAMariaDbThatBecameReadOnly(Lender lender) throws Exception {
    TestDatabase database = TestDatabase.MARIADB;
    Map<String, Object> settings = new HashMap<>(database.settings());
    String table = database.quoted(settings.get("table"));
    try (TcpProxy proxy = TcpProxy.to("127.0.0.1", database.port)) {
      settings.put("url", database.url(proxy.port()));
      sink = new DbEventLogger(connections(lender, database.url(proxy.port())));
      sink.open(Rig.config(settings));
      sink.log(stored);
      int before = proxy.accepted();
      database.execute(
          "CREATE TRIGGER "
              + database.quoted(settings.get("table") + "_replica")
              + " BEFORE INSERT ON "
              + table
              + " FOR EACH ROW SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1290, MESSAGE_TEXT = 'The"
              + " MariaDB server is running with the --read-only option so it cannot execute this"
              + " statement'");
      assertThat(assertUnavailable(sink, batch))
          .hasMessage("SQLState HY000: the database is read-only; connecting anew");
      database.execute("DROP TRIGGER " + database.quoted(settings.get("table") + "_replica"));

      assertThat(sink.log(batch)).isEqualTo(DeliveryResult.DELIVERED);
      if (lender != Lender.A_POOL_OF_THE_APPLICATION) { // it has another idle connection
        assertThat(proxy.accepted()).as("connections").isGreaterThan(before);
      }
      stored.addAll(batch);
      assertStoredOnce(database, settings.get("table"), stored);
      sink.close();
    }
  }

  @Test
  void keepsAConnectionThatHasDoneNothingWrong() throws Exception {
    TestDatabase database = TestDatabase.POSTGRESQL;
    Map<String, Object> settings = new HashMap<>(database.settings());
    database.url();
    try (TcpProxy proxy = TcpProxy.to("127.0.0.1", database.port)) {
      OneConnection source = new OneConnection(database.url(proxy.port()));
      pool = source;
      sink = new DbEventLogger(source.dataSource());
      sink.open(Rig.config(settings));
      sink.log(stored);
      sink.log(batch);

      assertThat(proxy.accepted()).isEqualTo(1);
    }
  }
}
