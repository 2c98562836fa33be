package dev.eventlogger.sink.db;

import static dev.eventlogger.sink.db.OutboxRig.await;
import static dev.eventlogger.sink.db.OutboxRig.numbered;
import static dev.eventlogger.sink.db.OutboxRig.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventlogger.EventLogger;
import dev.eventlogger.spi.OutboxState;
import dev.eventlogger.testkit.InMemoryEventLogger;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An outbox with too many rows to be counted in time. */
@Timeout(60)
class OutboxCountTest {

  private final OutboxRig rig = new OutboxRig(TestDatabase.H2);
  private final AtomicReference<SQLException> failure = new AtomicReference<>();

  /** Connections on which counting fails as specified. */
  private DataSource connections() {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getConnection" -> connection();
                  case "isWrapperFor" -> false;
                  default -> null;
                });
  }

  private Connection connection() throws SQLException {
    Connection connection = TestDatabase.H2.connect();
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              SQLException now = failure.get();
              if (now != null
                  && method.getName().equals("prepareStatement")
                  && arguments[0].toString().startsWith("SELECT COUNT(*), SUM(")) {
                throw now;
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private EventLogger open(InMemoryEventLogger sink) {
    return EventLogger.builder()
        .config(
            rig.config(
                Map.of("in-memory", sink), Map.of("table", rig.table, "poll", "20ms", "batch", 1)))
        .sinks(sink)
        .outbox(connections())
        .closeOnShutdown(false)
        .open();
  }

  private void stage(EventLogger events, int number) throws SQLException {
    try (Connection connection = rig.begin()) {
      events.in(connection).log(numbered(number));
      connection.commit();
    }
  }

  @Test
  void isEmptiedThoughItCannotBeCounted() throws Exception {
    InMemoryEventLogger sink = new InMemoryEventLogger();
    try (EventLogger events = open(sink)) {
      failure.set(new SQLTimeoutException("too long", "57014"));
      for (int number = 0; number < 3; number++) {
        stage(events, number);
      }

      OutboxState state = await(events, now -> now.relayed() == 3);
      assertThat(state.problem()).isNull();
      assertThat(numbers(sink.await(3, Duration.ofSeconds(20)))).isEqualTo(List.of(0, 1, 2));

      failure.set(null);
      stage(events, 3);
      await(events, now -> now.relayed() == 4 && now.waiting() == 0);
    }
  }

  @Test
  void saysThatItsDatabaseIsReadOnly() throws Exception {
    try (EventLogger events = open(new InMemoryEventLogger())) {
      failure.set(new SQLException("a replica", "25006"));

      assertThat(await(events, now -> now.problem() != null).problem()).contains("25006");
    }
  }
}
