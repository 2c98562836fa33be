package dev.eventlogger.sink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.eventlogger.event.Event;
import dev.eventlogger.event.EventDraft;
import dev.eventlogger.event.EventType;
import dev.eventlogger.query.Bucket;
import dev.eventlogger.query.Condition;
import dev.eventlogger.query.EventFilter;
import dev.eventlogger.query.EventPage;
import dev.eventlogger.query.EventQuery;
import dev.eventlogger.query.Field;
import dev.eventlogger.query.Operator;
import dev.eventlogger.query.Removal;
import dev.eventlogger.query.Sort;
import dev.eventlogger.query.UsageQuery;
import dev.eventlogger.query.UsageRow;
import dev.eventlogger.spi.DeliveryResult;
import dev.eventlogger.spi.Rejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A table that Querybook created, in any database. */
@Timeout(120)
abstract class QuerybookContract {

  private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");

  /** As SQLAlchemy creates it from Querybook's model; all tables share it. */
  private static final String MAKE_TYPE =
      "DO $$ BEGIN CREATE TYPE eventtype AS ENUM ('API', 'VIEW', 'CLICK', 'WEBSOCKET');"
          + " EXCEPTION WHEN duplicate_object THEN NULL; END $$";

  private final TestDatabase kind;
  final Map<String, Object> settings;
  private final String table;

  QuerybookContract(TestDatabase kind) {
    this.kind = kind;
    settings = Rig.with(kind.settings(), "layout", "querybook");
    table = kind.quoted(settings.get("table"));
  }

  @BeforeEach
  void makeTheTable() throws Exception {
    String columns =
        switch (kind) {
          case MARIADB ->
              "id INT AUTO_INCREMENT PRIMARY KEY, created_at DATETIME, uid INT NULL,"
                  + " event_type ENUM('API', 'WEBSOCKET', 'VIEW', 'CLICK') NOT NULL,"
                  + " event_data JSON NOT NULL";
          case POSTGRESQL ->
              "id SERIAL PRIMARY KEY, created_at TIMESTAMP, uid INT,"
                  + " event_type eventtype NOT NULL, event_data JSON NOT NULL";
          default ->
              "id INT AUTO_INCREMENT PRIMARY KEY, created_at TIMESTAMP, uid INT,"
                  + " event_type VARCHAR(20) NOT NULL, event_data VARCHAR NOT NULL";
        };
    if (kind == TestDatabase.POSTGRESQL) {
      kind.execute(MAKE_TYPE);
    }
    kind.execute("CREATE TABLE " + table + " (" + columns + ")");
    insert("10:00:00", "1", "API", "{\"route\": \"/query/<int:id>\", \"method\": \"GET\"}");
    insert("10:00:01", "2", "CLICK", "{\"element\": \"RUN\"}");
    insert("10:00:02", "NULL", "WEBSOCKET", "{\"route\": \"connect\"}");
  }

  private void insert(String time, String uid, String type, String data) throws Exception {
    kind.execute(
        "INSERT INTO "
            + table
            + " (created_at, uid, event_type, event_data) VALUES ('2026-03-01 "
            + time
            + "', "
            + uid
            + ", '"
            + type
            + "', '"
            + data
            + "')");
  }

  private DbEventStore store() {
    DbEventStore store = new DbEventStore();
    store.open(Rig.config(settings));
    return store;
  }

  final List<Event> find(Condition... conditions) {
    try (DbEventStore store = store()) {
      EventFilter filter = EventFilter.since(TIME, conditions);
      return store.find(new EventQuery(filter, Sort.EARLIEST_FIRST, 100, null)).events();
    }
  }

  @Test
  void readsTheTableAsItIs() {
    assertThat(find())
        .extracting(Event::uid, Event::type, Event::name, Event::createdAt)
        .containsExactly(
            tuple("1", EventType.API, "api", TIME),
            tuple("2", EventType.CLICK, "click", TIME.plusSeconds(1)),
            tuple(null, EventType.API, "websocket", TIME.plusSeconds(2)));
    assertThat(find().get(1).data()).isEqualTo(Map.of("element", "RUN"));
  }

  @Test
  void findsByWhatItReads() {
    assertThat(find(Condition.equal(Field.TYPE, "API"))).hasSize(2);
    assertThat(find(Condition.equal(Field.NAME, "websocket"))).hasSize(1);
    assertThat(find(Condition.equal(Field.UID, "2", "a"))).hasSize(1);
    assertThat(find(Condition.equal(Field.data("element"), "RUN"))).hasSize(1);
    assertThat(find(Condition.of(Field.SUBJECT, Operator.EXISTS))).isEmpty();
    assertThat(find(Condition.equal(Field.ID, find().get(1).id()))).isEqualTo(find().subList(1, 2));
    assertThat(find(Condition.equal(Field.ID, Rig.clicks(0, 1).get(0).id()))).isEmpty();
  }

  @Test
  void turnsPagesInEveryOrder() {
    try (DbEventStore store = store()) {
      for (Field field :
          List.of(Field.ID, Field.UID, Field.NAME, Field.SUBJECT, Field.DURATION_MS)) {
        EventQuery query = new EventQuery(EventFilter.ALL, new Sort(field, true), 1, null);
        List<Event> found = new ArrayList<>();
        EventPage page = store.find(query);
        found.addAll(page.events());
        while (page.next() != null) {
          page = store.find(query.after(page.next()));
          found.addAll(page.events());
        }
        assertThat(found).as("sorted by %s", field).hasSize(3).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void countsAndErases() throws Exception {
    try (DbEventStore store = store()) {
      assertThat(store.usage(new UsageQuery(EventFilter.ALL, Bucket.DAY, Field.TYPE, 10)))
          .extracting(UsageRow::bucket, UsageRow::value, UsageRow::events, UsageRow::users)
          .containsExactly(
              tuple(Instant.parse("2026-03-01T00:00:00Z"), "API", 2L, 1L),
              tuple(Instant.parse("2026-03-01T00:00:00Z"), "CLICK", 1L, 1L));
    }
    log();
    try (DbEventStore store = store()) {
      assertThat(store.erase("2", Removal.IN_CHUNKS)).isEqualTo(1);
      assertThat(store.purge(TIME.plusSeconds(1), Removal.IN_CHUNKS)).isEqualTo(1);
    }
    assertThat(find()).hasSize(1);
  }

  private DeliveryResult log(Event... events) throws Exception {
    DbEventLogger sink = new DbEventLogger();
    sink.open(Rig.config(settings));
    DeliveryResult result =
        events.length == 0 ? DeliveryResult.DELIVERED : sink.log(List.of(events));
    sink.close();
    return result;
  }

  @Test
  void writesTheTableAsItIs() throws Exception {
    EventDraft click = EventDraft.of(EventType.CLICK).uid("7").data(Map.of("element", "STOP"));
    EventDraft socket = EventDraft.of(EventType.API).name("websocket");
    EventDraft named = EventDraft.named("query-start");
    EventDraft someone = EventDraft.of(EventType.VIEW).uid("ada");

    DeliveryResult result =
        log(Event.of(click), Event.of(socket), Event.of(named), Event.of(someone));

    assertThat(result.rejected())
        .extracting(Rejected::reason)
        .containsExactly(
            "event_type is missing; Querybook's table takes API, VIEW and CLICK",
            "uid is no whole number, as Querybook's table needs it");
    String rows =
        "SELECT CONCAT(COALESCE(uid, 0), event_type, event_data) FROM " + table + " ORDER BY id";
    assertThat(kind.query(rows))
        .hasSize(5)
        .contains("7CLICK{\"element\":\"STOP\"}", "0WEBSOCKET{}");
  }

  @Test
  void holdsABatchTwiceThatIsSentTwice() throws Exception {
    Event click = Event.of(EventDraft.of(EventType.CLICK).uid("7").data(Map.of("element", "STOP")));

    assertThat(log(click)).isEqualTo(DeliveryResult.DELIVERED);
    assertThat(log(click)).isEqualTo(DeliveryResult.DELIVERED);

    assertThat(find(Condition.equal(Field.UID, "7")))
        .hasSize(2)
        .doesNotHaveDuplicates()
        .extracting(Event::type, Event::data)
        .containsOnly(tuple(EventType.CLICK, click.data()));
  }
}
