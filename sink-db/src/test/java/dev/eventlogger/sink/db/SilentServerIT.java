package dev.eventlogger.sink.db;

import static dev.eventlogger.sink.db.BatchChecks.assertStoredOnce;
import static dev.eventlogger.sink.db.BatchChecks.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.zaxxer.hikari.HikariDataSource;
import dev.eventlogger.event.Event;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkException;
import dev.eventlogger.testkit.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A server becomes silent, though its connections stay open: the sink gives a batch up after a few
 * times {@code socket_timeout}, and the batch can be sent again.
 */
@Timeout(120)
final class SilentServerIT {

  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(2);
  // After the call that failed, some more may each wait in vain, to end what it began.
  private static final Duration PATIENCE = SOCKET_TIMEOUT.multipliedBy(10);
  // In every event, so that it is sent among the rows.
  private static final String OF_ROWS = "RUN_QUERY_BUTTON";
  private static final String CONNECTION_LOST = "SQLState 08";

  /** Whose connections the sink uses. */
  private enum Connections {
    OF_THE_SINK,
    OF_THE_APPLICATION
  }

  private final List<Event> stored = new ArrayList<>(Rig.clicks(0, 10));
  private final List<Event> batch = Rig.clicks(10, 20);
  private TcpProxy proxy;
  private HikariDataSource pool;
  private DbEventLogger sink;
  private Object table;

  private static Stream<Arguments> everyWay() {
    return Stream.of(TestDatabase.POSTGRESQL, TestDatabase.MARIADB)
        .flatMap(
            database ->
                Stream.of(Connections.values())
                    .map(connections -> Arguments.of(database, connections)));
  }

  private void open(TestDatabase database, Connections connections) throws Exception {
    Map<String, Object> settings = new HashMap<>(database.settings());
    table = settings.get("table");
    proxy = TcpProxy.to("127.0.0.1", database.port);
    settings.put("url", database.urlThrough(proxy));
    settings.put("query_timeout", "1s");
    settings.put("socket_timeout", SOCKET_TIMEOUT.toSeconds() + "s");
    settings.put("connect_timeout", "5s");
    settings.put("pool_timeout", "5s");
    if (connections == Connections.OF_THE_APPLICATION) {
      pool = new HikariDataSource();
      pool.setJdbcUrl(database.urlThrough(proxy));
      pool.setConnectionTimeout(5_000);
    }
    sink = new DbEventLogger(pool);
    sink.open(Rig.config(settings));
    sink.log(stored);
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
    sink.close();
    if (pool != null) {
      pool.close();
    }
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void givesUpOnAServerThatFallsSilentAtTheRows(TestDatabase database, Connections connections)
      throws Exception {
    open(database, connections);
    proxy.holdAt(OF_ROWS);

    assertThat(givesUpAndSendsAgain(database)).hasMessageStartingWith(CONNECTION_LOST);
  }

  @Test
  void givesUpWherePostgreSqlFallsSilentAtRowsThatAreInserted() throws Exception {
    open(TestDatabase.POSTGRESQL, Connections.OF_THE_SINK);
    sink.log(stored); // after a batch with repeated rows, COPY is not used for a while
    proxy.holdAt(OF_ROWS);

    assertThat(givesUpAndSendsAgain(TestDatabase.POSTGRESQL))
        .hasMessageStartingWith(CONNECTION_LOST);
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void storesABatchOnceWhoseCommitArrivesAfterItWasGivenUp(TestDatabase database) throws Exception {
    open(database, Connections.OF_THE_APPLICATION);
    proxy.holdAt("COMMIT");

    assertThat(givesUpAndSendsAgain(database)).hasMessageStartingWith(CONNECTION_LOST);
  }

  private SinkException givesUpAndSendsAgain(TestDatabase database) throws Exception {
    SinkException failure =
        assertTimeoutPreemptively(PATIENCE, () -> assertUnavailable(sink, batch));
    assertStoredOnce(database, table, stored);

    proxy.release();

    assertThat(sink.log(batch)).isEqualTo(DeliveryResult.DELIVERED);
    stored.addAll(batch);
    assertStoredOnce(database, table, stored);
    return failure;
  }
}
