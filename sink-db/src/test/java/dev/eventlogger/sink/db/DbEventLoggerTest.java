package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventlogger.EventLogger;
import dev.eventlogger.config.EventLoggerConfig;
import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.event.JsonReader;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.StoreException;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.SinkException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class DbEventLoggerTest {

  private final TestDatabase database = TestDatabase.H2;
  private final Map<String, Object> settings = database.settings();

  private DeliveryResult log(Map<String, Object> settings, Event... events) throws SinkException {
    DbEventLogger sink = new DbEventLogger();
    try {
      sink.open(Rig.config(settings));
      return sink.log(List.of(events));
    } finally {
      sink.close();
    }
  }

  private List<Event> find(Map<String, Object> settings, EventFilter filter) {
    try (DbEventStore store = new DbEventStore()) {
      store.open(Rig.config(settings));
      return store.find(EventQuery.of(filter)).events();
    }
  }

  @Test
  void givesBackTheVeryCharactersOfAnEvent() throws Exception {
    String numbers =
        "{\"z\":1.0,\"a\":1,\"big\":1E+400,\"small\":1.0E-7,\"text\":\"\\u0008\\u000c\\u0000\\u001a\",\"z2\":{\"b\":1,\"a\":[]}}";
    Event event =
        Event.of(
            EventDraft.named("exact\u0000")
                .uid("\b\f\u0000\u001a\u007f\u2028\"\\")
                .data(data(numbers))
                .createdAt(Instant.parse("0000-01-01T00:00:00.000001Z")));

    log(settings, event);

    assertThat(find(settings, EventFilter.ALL))
        .extracting(Event::toJson)
        .containsExactly(event.toJson());
    assertThat(event.toJson()).contains("\"event_data\":" + numbers);
  }

  @SuppressWarnings("unchecked") // it is an object
  private static Map<String, Object> data(String json) throws Exception {
    return (Map<String, Object>) new JsonReader().read(json);
  }

  @Test
  void rejectsWhatTheColumnsCannotHoldAndStoresTheRest() throws Exception {
    Event longUser = Event.of(EventDraft.of(EventType.VIEW).uid("u".repeat(501)));
    Event longSubject = Event.of(EventDraft.of(EventType.VIEW).subject("s".repeat(501)));
    Event longName = Event.of(EventDraft.named("\u0000".repeat(41)));
    Event good = Event.of(EventDraft.of(EventType.VIEW).uid("u".repeat(500)));

    DeliveryResult result = log(settings, longUser, good, longSubject, longName);

    assertThat(result.rejected())
        .extracting(rejected -> rejected.event() + ": " + rejected.reason())
        .containsExactly(
            longUser + ": uid has more than 500 characters",
            longSubject + ": subject has more than 500 characters",
            longName + ": name has more than 200 characters, with those escaped that are not text");
    assertThat(find(settings, EventFilter.ALL)).containsExactly(good);
  }

  @Test
  void writesThroughTheConnectionsOfTheApplication() throws Exception {
    JdbcDataSource connections = new JdbcDataSource();
    connections.setURL(database.url());
    String yaml =
        "EVENT_LOGGER_NAME: db\nEVENT_LOGGERS: {db: {table: " + settings.get("table") + "}}";
    EventLoggerConfig config = EventLoggerConfig.parse("test.yaml", yaml, Map.of());

    try (EventLogger events = EventLogger.open(config, new DbEventLogger(connections))) {
      events.log("42", EventType.CLICK, Map.of("element", "RUN"));
    }

    EventFilter run = EventFilter.of(Condition.equal(Field.data("element"), "RUN"));
    assertThat(find(settings, run)).extracting(Event::uid).containsExactly("42");
    try (DbEventStore store = new DbEventStore(connections)) {
      store.open(Rig.config(Rig.with(settings, "url", "jdbc:h2:mem:other")));
      assertThat(store.find(EventQuery.of(run)).events()).hasSize(1);
    }
  }

  @Test
  void startsWhereTheDatabaseDoesNotAnswerYet() {
    Map<String, Object> nowhere =
        Map.of("url", "jdbc:postgresql://127.0.0.1:1/x", "connect_timeout", "1s");

    assertThatThrownBy(() -> log(nowhere, Rig.clicks(0, 1).get(0)))
        .isInstanceOfSatisfying(
            SinkException.class,
            e -> assertThat(e.kind()).isEqualTo(SinkException.Kind.UNAVAILABLE));
  }

  @Test
  void makesNoFileToReadFrom() {
    String url = "jdbc:h2:file:" + Path.of("target/h2/none").toAbsolutePath();

    assertThatThrownBy(() -> find(Map.of("url", url), EventFilter.ALL))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("there is no database file at the url");
    assertThat(Path.of("target/h2/none.mv.db")).doesNotExist();
  }

  @Test
  void keepsWhatItDeliveredWhenTheProcessIsKilled() throws Exception {
    String url =
        "jdbc:h2:file:" + Path.of("target/h2/killed-" + System.nanoTime()).toAbsolutePath();
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Killed.class.getName(),
                url)
            .inheritIO()
            .start();

    assertThat(child.waitFor(100, TimeUnit.SECONDS)).isTrue();

    assertThat(child.exitValue()).isEqualTo(9);
    assertThat(find(Map.of("url", url), EventFilter.ALL)).hasSize(10);
  }

  /** A process that ends right after a batch was delivered, without closing anything. */
  static final class Killed {

    private Killed() {}

    public static void main(String[] arguments) throws Exception {
      DbEventLogger sink = new DbEventLogger();
      sink.open(Rig.config(Map.of("url", arguments[0])));
      sink.log(Rig.clicks(0, 10));
      Runtime.getRuntime().halt(9);
    }
  }
}
