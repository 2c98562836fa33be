package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.spi.SinkException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A pooler between us and PostgreSQL that runs each transaction on another connection to the
 * server, on which another client has already prepared statements under the same names.
 */
@Timeout(180)
final class PoolerIT {

  /** More often than a driver executes a statement before it prepares it in the server. */
  private static final int OFTEN = 12;

  private final TestDatabase database = TestDatabase.POSTGRESQL;
  private final Map<String, Object> settings = new HashMap<>(database.settings());

  /** Prepares what another client may have left behind. */
  private static void prepareWhatOthersDo(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (int i = 1; i <= 50; i++) {
        statement.execute("PREPARE \"S_" + i + "\" AS SELECT " + i);
      }
    }
  }

  private DataSource mixedUp(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    return (DataSource)
        java.lang.reflect.Proxy.newProxyInstance(
            PoolerIT.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("getConnection")) {
                return false;
              }
              Connection connection = source.getConnection();
              int threshold = connection.unwrap(PGConnection.class).getPrepareThreshold();
              connection.unwrap(PGConnection.class).setPrepareThreshold(0);
              prepareWhatOthersDo(connection);
              connection.unwrap(PGConnection.class).setPrepareThreshold(threshold);
              return connection;
            });
  }

  private void writeAndReadOften(DbEventLogger sink, DbEventStore store) throws SinkException {
    for (int i = 0; i < OFTEN; i++) {
      sink.log(Rig.clicks(0, 101));
      assertThat(store.usage(UsageQuery.of(EventFilter.ALL))).hasSize(1);
      assertThat(store.find(EventQuery.of(EventFilter.ALL)).events()).isNotEmpty();
    }
  }

  @Test
  void doesNotDisturbConnectionsOfTheApplication() throws Exception {
    DataSource connections = mixedUp(database.url() + "&prepareThreshold=1");
    DbEventLogger sink = new DbEventLogger(connections);
    sink.open(Rig.config(settings));
    try (DbEventStore store = new DbEventStore(connections)) {
      store.open(Rig.config(settings));
      writeAndReadOften(sink, store);
    }
    sink.close();
  }

  @Test
  void doesNotDisturbTheSinksOwnPool() throws Exception {
    DbEventLogger making = new DbEventLogger();
    making.open(Rig.config(settings));
    making.log(Rig.clicks(0, 101));
    making.close();
    try (Database opened = Database.open(Rig.config(settings).as(Settings.class), null)) {
      EventWriter writer = new EventWriter(opened);
      opened.call(
          connection -> {
            prepareWhatOthersDo(connection);
            return connection;
          });
      for (int i = 0; i < OFTEN; i++) {
        writer.write(Rig.clicks(0, 101));
      }
    }
  }

  /** Six of each at the same time, on two connections to the server. */
  @Test
  void worksThroughAPgBouncerThatPoolsTransactions() throws Exception {
    try (PgBouncer bouncer = PgBouncer.before(database.port)) {
      settings.put("url", database.url(bouncer.port()));
      settings.put("days_to_keep_event_logs", 30);
      ExecutorService clients = Executors.newFixedThreadPool(6);
      List<Future<Void>> done = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        done.add(clients.submit(this::oneClient));
      }
      for (Future<Void> client : done) {
        client.get();
      }
      clients.shutdown();
    }
  }

  private Void oneClient() throws Exception {
    DbEventLogger sink = new DbEventLogger();
    sink.open(Rig.config(settings));
    try (DbEventStore store = new DbEventStore()) {
      store.open(Rig.config(settings));
      writeAndReadOften(sink, store);
      store.erase("nobody", Removal.IN_CHUNKS);
    }
    sink.close();
    return null;
  }

  @Test
  void saysWhatIsToBeDoneWhereTheUrlAsksForPreparedStatements() throws Exception {
    settings.put("url", database.url() + "&prepareThreshold=1");
    try (Database opened = Database.open(Rig.config(settings).as(Settings.class), null)) {
      assertThatThrownBy(
              () ->
                  opened.call(
                      connection -> {
                        prepareWhatOthersDo(connection);
                        return connection.prepareStatement("SELECT 1").execute();
                      }))
          .isInstanceOfSatisfying(
              SQLException.class,
              e ->
                  assertThat(DatabaseFailures.ofSink(e))
                      .hasMessageContaining("SQLState 42P05: a pooler such as PgBouncer")
                      .hasMessageContaining("add prepareThreshold=0"));
      assertThat(
              opened.<Boolean>call(connection -> connection.createStatement().execute("SELECT 1")))
          .as("on another connection")
          .isTrue();
    }
  }

  @Test
  void givesAConnectionBackAsItPreparedBefore() throws Exception {
    try (Connection only = database.connect()) {
      PGConnection driver = only.unwrap(PGConnection.class);
      driver.setPrepareThreshold(3);
      OneConnection pool = new OneConnection(database.url());
      Connection lent = LentConnection.of(only, java.time.Duration.ofSeconds(9));

      assertThat(driver.getPrepareThreshold()).isZero();
      lent.close();

      assertThat(driver.getPrepareThreshold()).isEqualTo(3);
      pool.close();
    }
  }
}
